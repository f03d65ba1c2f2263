import { z } from 'zod';

// Imported before every schema: the content security policy forbids compiling validators to code.
z.config({ jitless: true });
