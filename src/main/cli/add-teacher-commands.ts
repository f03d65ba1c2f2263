import type { Command } from 'commander';
import type { RunAlone } from './add-pretrain-command.ts';
import type { TeacherReportOptions } from './commands/teacher-report.ts';
import { pathOption, wholeNumber } from './options.ts';

/** Adds `teacher`, which reports on teachers and converts them. */
export function addTeacherCommands(program: Command, alone: RunAlone): void {
  const teacher = program.command('teacher').description('work with a pretrained teacher');
  teacher
    .command('report')
    .description('write what a teacher has learnt as an HTML file')
    .requiredOption('--teacher <dir>', "the teacher's folder", pathOption)
    .requiredOption('--images <dir>', 'folder of natural images, read with its subfolders', pathOption)
    .option('--to <file>', "the file; report.html in the teacher's folder when left out", pathOption)
    .option('--backbone <file>', 'the pretrained network to compare with, as ONNX', pathOption)
    .option('--patches <n>', 'patches to look at, at least', wholeNumber(100, 100_000))
    .option('--seed <n>', 'the same seed takes the same patches', wholeNumber(0, 0xffff_ffff), 0)
    .action((options: TeacherReportOptions) =>
      alone(async (terminal, signal) => {
        const { teacherReport } = await import('./commands/teacher-report.ts');
        await teacherReport(terminal, signal, options);
      }),
    );
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
