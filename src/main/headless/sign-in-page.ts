import type { Language } from '../../shared/domain/languages.ts';

const texts = {
  en: {
    title: 'This station is locked',
    body: 'Open it with the whole address that it printed when it started: the one that ends in ?token=…',
    hint: 'A new start makes a new address, unless LOUPE_TOKEN sets a lasting one.',
  },
  de: {
    title: 'Diese Station ist gesperrt',
    body: 'Zum Öffnen die vollständige Adresse verwenden, die beim Start ausgegeben wurde: die mit ?token=… am Ende.',
    hint: 'Jeder Start erzeugt eine neue Adresse, außer LOUPE_TOKEN legt eine dauerhafte fest.',
  },
  'zh-CN': {
    title: '此检测站已锁定',
    body: '请使用启动时打印的完整地址打开：以 ?token=… 结尾的那个地址。',
    hint: '每次启动都会生成新地址，除非用 LOUPE_TOKEN 设置了固定令牌。',
  },
} satisfies Record<Language, { title: string; body: string; hint: string }>;

/** Returns the first of the browser's languages that the station has. */
function preferredLanguage(acceptLanguage: string | undefined): Language {
  for (const tag of (acceptLanguage ?? '').toLowerCase().split(',')) {
    if (tag.trim().startsWith('de')) return 'de';
    if (tag.trim().startsWith('zh')) return 'zh-CN';
    if (tag.trim().startsWith('en')) return 'en';
  }
  return 'en';
}

/** Returns the page for a browser without access: it says what to do, and nothing about the station. */
export function signInPage(acceptLanguage: string | undefined): string {
  const language = preferredLanguage(acceptLanguage);
  const { title, body, hint } = texts[language];
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Loupe</title>
<style>
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
body { display: grid; place-content: center; min-height: 90vh; max-width: 32rem; margin: auto; padding: 1rem }
h1 { font-size: 20px }
</style>
<h1>${title}</h1>
<p>${body}</p>
<p><small>${hint}</small></p>
</html>
`;
}
