// Pictures of the printable page for the guides, made from the five made-up people of tests/data/five-people.ensaio:
//
//   node tools/report_pictures.mjs        (make pictures)

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { launch } from '../tests/e2e/harness.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'ensaio-report-'));
const browser = await launch();
for (const [language, ending] of [['pt-BR', ''], ['en', '-en']]) {
    const path = join(folder, `${language}.html`);
    execFileSync(join(root, 'build/native/ensaio'), ['report', join(root, 'tests/data/five-people.ensaio'), '-o', path, '--language', language]);
    const page = await browser.newPage({ viewport: { width: 900, height: 1100 } });
    await page.goto(pathToFileURL(path).href);
    const sections = page.locator('section');
    await page.screenshot({ path: join(root, `docs/pictures/report${ending}.png`) });
    await sections.nth(0).locator('.rows').first().screenshot({ path: join(root, `docs/pictures/interval${ending}.png`) });
    await sections.nth(1).locator('.rows').first().screenshot({ path: join(root, `docs/pictures/times${ending}.png`) });
    await page.close();
}
await browser.close();
rmSync(folder, { recursive: true });
