/// <reference types="vite/client" />

// Plain tsc cannot read single-file components; vue-tsc can, and then this is not looked at.
declare module '*.vue' {
  import type { DefineComponent } from 'vue';
  const component: DefineComponent;
  export default component;
}
