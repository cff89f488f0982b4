/** Stands in for the web vault, so that links of the extension have somewhere to go. */
import type { Incoming } from './http';
import type { Reply } from './wire';

const page = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Simulated web vault</title></head>
<body>
<h1>Simulated web vault</h1>
<p>The real one would show the page that the address names after its #.</p>
<p id="route"></p>
<script>
const show = () => {
  document.getElementById('route').textContent = location.hash;
  document.title = 'Simulated web vault ' + location.hash;
};
addEventListener('hashchange', show);
show();
</script>
</body>
</html>
`;

/** The same page for every path; nothing of the request is in it. */
export function vaultPage({ method }: Incoming): Reply {
  if (method !== 'GET' && method !== 'HEAD') return { status: 405 };
  return {
    status: 200,
    text: { type: 'text/html; charset=utf-8', body: page },
    headers: { 'Cache-Control': 'no-store' },
  };
}
