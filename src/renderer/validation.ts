import { z } from 'zod';

// Import this module before every schema: the content security policy forbids compiling validators to code.
z.config({ jitless: true });
