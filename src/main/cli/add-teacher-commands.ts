import type { Command } from 'commander';
import type { RunAlone } from './add-pretrain-command.ts';
import { pathOption } from './options.ts';

/** Adds `teacher`, the commands that look at teachers and change their form. */
export function addTeacherCommands(program: Command, alone: RunAlone): void {
  const teacher = program.command('teacher').description('work with a pretrained teacher');
  teacher
    .command('float16')
    .description('copy a teacher with its weights as float16, in half the room')
    .requiredOption('--teacher <dir>', "the teacher's folder", pathOption)
    .requiredOption('--to <dir>', "the copy's folder; its last part is the copy's id", pathOption)
    .action((options: { teacher: string; to: string }) =>
      alone(async (terminal) => {
        const { teacherAsFloat16 } = await import('./commands/teacher-float16.ts');
        await teacherAsFloat16(terminal, options);
      }),
    );
}
