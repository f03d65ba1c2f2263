/// <reference types="vite/client" />

// Plain tsc cannot read single-file components; vue-tsc reads them and ignores this declaration.
declare module '*.vue' {
  import type { DefineComponent } from 'vue';
  const component: DefineComponent;
  export default component;
}
