// Assembles the site from what was built: node tools/site.mjs
//
//   build/site/
//     index.html                     from shell.html
//     worker.js                      web/worker.js: keeps the site for working offline
//     web/*.js                       web/, bundled and minified; what only the studio needs stays in files of its own
//     participant.{js,wasm}          build/web/
//     studio.{js,wasm}
//     fonts/*.ttf                    build/web/fonts/
//     prototypes/**.json             prototypes/, byte for byte (a prototype's name is the hash of its bytes)
//     assets/{themes,languages,icons}/**
//     assets/languages/*.facilitator.json   the words that facilitators get besides
//     assets/languages/*.participant.json   the words without those that only the studio, the worksheet and the command line say
//
// Beside each file that shrinks stand its .br and .gz. Files that did not change are left alone; files that no longer
// belong are removed. All addresses are relative, so the folder can be served from anywhere.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, extname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build, transform } from 'esbuild';
import { preferred, usual, variablesOf } from '../web/theme.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const site = join(root, 'build/site');
const browsers = ['chrome95', 'firefox100', 'safari15.2']; // the first with WebAssembly exceptions, as in cmake/programs.cmake
const shrinks = new Set(['.html', '.js', '.css', '.json', '.svg', '.wasm', '.ttf', '.txt', '.webmanifest']);

const ownScripts = ['worker.js', 'dropbox_worker.js']; // of web/: run in places of their own, each in one file

const versionToCome = 'version-of-this-site'; // in the modules, until all files are known

/** @type {Map<string, Buffer>} what belongs to the site, by path below it */
const files = new Map();
/** @type {Set<string>} modules that most visits never need */
const seldom = new Set(['web/dropbox_worker.js']);
/** @type {string[]} modules that the first one imports */
const preloads = [];

/** @param {string} folder @returns {string[]} every file below it, as a path relative to it */
function filesBelow(folder) {
    if (!existsSync(folder)) return [];
    return readdirSync(folder, { withFileTypes: true })
        .flatMap((entry) =>
            entry.isDirectory() ? filesBelow(join(folder, entry.name)).map((path) => join(entry.name, path)) : [entry.name])
        .filter((path) => !path.split('/').some((part) => part.startsWith('.')))
        .sort();
}

/** @param {string} from @param {string} to @param {(path: string) => boolean} [wanted] */
function copy(from, to, wanted = () => true) {
    for (const path of filesBelow(join(root, from)).filter(wanted)) {
        files.set(join(to, path), readFileSync(join(root, from, path)));
    }
}

/** The variables that a style sheet and the shell use, before its rules: of the usual theme, and of those that a person may have asked for. @param {string} css */
function withThemes(css) {
    const used = new Set([...`${css}${files.get('index.html') ?? ''}`.matchAll(/var\((--[a-z0-9-]+)/g)].map(([, name]) => name));
    /** @param {string} theme */
    const rule = (theme) => {
        const variables = variablesOf(JSON.parse(readFileSync(join(root, `assets/themes/${theme}.json`), 'utf8')));
        return `:root { ${variables.filter(([name]) => used.has(name)).map(([name, value]) => `${name}: ${value};`).join(' ')} }`;
    };
    return [rule(usual), ...preferred.map(({ theme, query }) => `@media ${query} { ${rule(theme)} }`), css].join('\n');
}

/** The page's modules: one file for the first load, others where `import()` stands. */
async function modules() {
    const folder = join(root, 'web');
    const boot = join(folder, 'boot.js');
    if (!existsSync(boot)) return;
    /** @param {string[]} entryPoints */
    const bundle = (entryPoints) =>
        build({
            entryPoints,
            bundle: true,
            splitting: true,
            format: 'esm',
            minify: true,
            charset: 'utf8',
            target: browsers,
            define: { SITE_VERSION: JSON.stringify(versionToCome) },
            outbase: folder,
            outdir: join(site, 'web'),
            chunkNames: 'part-[hash]',
            write: false,
            metafile: true,
            logLevel: 'error',
            plugins: [{
                // ../participant.js and ../studio.js come from Emscripten: they stay what they are.
                name: 'programs',
                setup(builder) {
                    builder.onResolve({ filter: /\/(participant|studio)\.js$/ }, ({ path, resolveDir }) =>
                        existsSync(resolve(resolveDir, path)) ? undefined : { path, external: true });
                },
            }],
        });
    // Modules that boot.js never imports are entries of their own; worker.js is made when all else is known.
    const first = await bundle([boot]);
    const reached = new Set(Object.keys(first.metafile.inputs).map((path) => resolve(path)));
    const others = filesBelow(folder).filter((path) => extname(path) === '.js').map((path) => join(folder, path))
        .filter((path) => !reached.has(path) && !ownScripts.includes(relative(folder, path)));
    const { outputFiles, metafile } = others.length === 0 ? first : await bundle([boot, ...others]);
    for (const { path, contents } of outputFiles) files.set(relative(site, path), Buffer.from(contents));
    // What boot.js needs in any case is asked for together with it.
    const needed = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint && resolve(entryPoint) === boot)?.[1].imports ?? [];
    for (const { path, kind } of needed) if (kind === 'import-statement') preloads.push(relative(site, resolve(path)));
    const { outputFiles: [dropBoxWorker] } = await build({ entryPoints: [join(folder, 'dropbox_worker.js')], bundle: true, format: 'iife', minify: true, charset: 'utf8', target: browsers, write: false, logLevel: 'error' });
    files.set('web/dropbox_worker.js', Buffer.from(dropBoxWorker.contents));
    // What only a study with a drop box, or a researcher with keys, needs.
    for (const [path, { inputs }] of Object.entries(metafile.outputs)) {
        if (Object.keys(inputs).some((input) => input.startsWith('node_modules/'))) seldom.add(relative(site, resolve(path)));
    }
    copy('web', 'web', (path) => !['.js', '.ts', '.md', '.css'].includes(extname(path)));
    for (const path of filesBelow(folder).filter((path) => extname(path) === '.css')) {
        const { code } = await transform(withThemes(readFileSync(join(folder, path), 'utf8')), { loader: 'css', minify: true, target: browsers, charset: 'utf8' });
        files.set(join('web', path), Buffer.from(code));
    }
}

async function programs() {
    for (const name of ['participant', 'studio']) {
        const script = join(root, `build/web/${name}.js`);
        if (!existsSync(script)) continue;
        const { code } = await transform(readFileSync(script, 'utf8'), { minify: true, format: 'esm', target: browsers, charset: 'utf8' });
        files.set(`${name}.js`, Buffer.from(code));
        files.set(`${name}.wasm`, readFileSync(join(root, `build/web/${name}.wasm`)));
    }
}

/** @param {string} path @param {Buffer} bytes @returns {boolean} whether anything was written */
function put(path, bytes) {
    const target = join(site, path);
    const compressed = shrinks.has(extname(path));
    const same = existsSync(target) && readFileSync(target).equals(bytes);
    if (same && (!compressed || existsSync(`${target}.br`))) return false;
    mkdirSync(dirname(target), { recursive: true });
    rmSync(`${target}.br`, { force: true });
    writeFileSync(target, bytes);
    if (compressed) {
        writeFileSync(`${target}.gz`, gzipSync(bytes, { level: 9 }));
        const text = extname(path) !== '.wasm' && extname(path) !== '.ttf';
        // Last: its presence says that the three belong together.
        writeFileSync(`${target}.br`, brotliCompressSync(bytes, {
            params: {
                [constants.BROTLI_PARAM_QUALITY]: 11,
                [constants.BROTLI_PARAM_LGWIN]: 22,
                [constants.BROTLI_PARAM_MODE]: text ? constants.BROTLI_MODE_TEXT : constants.BROTLI_MODE_GENERIC,
                [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
            },
        }));
    }
    return true;
}

// Groups of words that nobody says to a participant. Mistakes in a prototype or a study are told with the whole file: web/host.js.
const toldWithTheWholeFile = ['error', 'word'];
const forFacilitators = ['facilitator', 'note'];
const notForParticipants = ['cli', 'damage', 'device', 'outcome', 'player', 'report', 'stats', 'studio', 'time', 'worksheet'];
const participantSources = ['src/core', 'src/participant', 'src/platform', 'src/prototype', 'src/session', 'src/study', 'src/view', 'web'];

/** @param {string} why @returns {never} */
function refuse(why) {
    console.error(`tools/site.mjs: ${why}`);
    process.exit(1);
}

/** The words of the participant's program and of the consent: fewer bytes before the first page. Ends the build where one would be missing. */
function participantWords() {
    const left = new Set([...toldWithTheWholeFile, ...forFacilitators, ...notForParticipants]);
    /** @param {string} key */
    const group = (key) => key.split('.')[0];
    const sources = participantSources.flatMap((folder) => filesBelow(join(root, folder)).map((path) => join(folder, path)))
        .filter((path) => /\.(cpp|hpp|js)$/.test(path) && !['src/platform/studio_main.cpp', 'web/facilitator.js', 'web/notes.js', 'web/player.js'].includes(path));
    for (const language of filesBelow(join(root, 'assets/languages')).filter((path) => path.endsWith('.json'))) {
        const all = JSON.parse(readFileSync(join(root, 'assets/languages', language), 'utf8'));
        const words = Object.fromEntries(Object.entries(all).filter(([key]) => !left.has(group(key))));
        for (const source of sources) {
            const code = readFileSync(join(root, source), 'utf8').replace(/\/\/.*$/gm, '');
            // "group.key" and "group." + …, as a program may write them
            for (const [, key] of code.matchAll(/["'`]([a-z_]+\.[a-z0-9_.]*)/g)) {
                const missing = notForParticipants.includes(group(key)) && Object.keys(all).some((one) => one === key || (key.endsWith('.') && one.startsWith(key)));
                if (missing) refuse(`${source} says "${key}", which participants do not get: take "${group(key)}" out of notForParticipants in tools/site.mjs`);
            }
            for (const [, key] of code.matchAll(/\b(?:text\(|say\(words,)\s*["']([a-z_]+\.[a-z0-9_.]*[a-z0-9])["']\s*[,)]/g)) {
                if (!(key in words)) refuse(`${source} says "${key}", which is not in assets/languages/${language}`);
            }
        }
        files.set(join('assets/languages', language.replace(/json$/, 'participant.json')), Buffer.from(JSON.stringify(words)));
        const more = Object.fromEntries(Object.entries(all).filter(([key]) => forFacilitators.includes(group(key))));
        files.set(join('assets/languages', language.replace(/json$/, 'facilitator.json')), Buffer.from(JSON.stringify(more)));
    }
}

/** @param {Buffer | string} bytes */
const sha256 = (bytes) => createHash('sha256').update(bytes);

/** Gives all modules the version of the site, and makes the worker, which knows every file. */
async function seal() {
    const parts = [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, bytes]) => `${path} ${sha256(bytes).digest('hex')}\n`);
    const version = sha256(parts.join('')).digest('hex').slice(0, 12);
    for (const [path, bytes] of files) {
        if (path.endsWith('.js') && bytes.includes(versionToCome)) files.set(path, Buffer.from(bytes.toString().replaceAll(versionToCome, version)));
    }
    const shell = files.get('index.html');
    const links = preloads.map((path) => `<link rel="modulepreload" href="${path}">\n`).join('');
    if (shell) files.set('index.html', Buffer.from(shell.toString().replace('<script', () => `${links}<script`).replace(/(?<=(?:href|src)="web\/[a-z]+\.(?:css|js))(?=")/g, `?${version}`)));

    /** @param {(path: string) => boolean} wanted */
    const hashes = (wanted) => Object.fromEntries([...files].filter(([path]) => wanted(path)).map(([path, bytes]) => [path, sha256(bytes).digest('base64')]));
    /** @param {string} path */
    const notForAll = (path) => seldom.has(path) || path.startsWith('studio.') || /^assets\/languages\/[^.]+\.json$/.test(path);
    const known = { first: hashes((path) => !notForAll(path) && !path.startsWith('prototypes/schema/')), later: hashes(notForAll) };
    const { outputFiles } = await build({
        entryPoints: [join(root, 'web/worker.js')],
        bundle: true,
        format: 'iife',
        minify: true,
        target: browsers,
        define: { SITE_VERSION: JSON.stringify(version), SITE_FILES: JSON.stringify(known) },
        write: false,
        logLevel: 'error',
    });
    files.set('worker.js', Buffer.from(outputFiles[0].contents));
}

if (existsSync(join(root, 'shell.html'))) files.set('index.html', readFileSync(join(root, 'shell.html')));
await modules();
await programs();
copy('build/web/fonts', 'fonts', (path) => path.endsWith('.ttf'));
copy('prototypes', 'prototypes', (path) => path.endsWith('.json'));
for (const folder of ['themes', 'languages', 'icons']) copy(`assets/${folder}`, `assets/${folder}`);
participantWords();
await seal();

const changed = [...files].filter(([path, bytes]) => put(path, bytes)).map(([path]) => path);
for (const path of filesBelow(site)) {
    if (!files.has(path) && !files.has(path.replace(/\.(br|gz)$/, ''))) rmSync(join(site, path));
}

/** @param {string} path */
const weight = (path) => {
    const file = join(site, path);
    return statSync(existsSync(`${file}.br`) ? `${file}.br` : file).size;
};
for (const path of ['participant.wasm', 'participant.js', 'studio.wasm', 'studio.js'].filter((path) => files.has(path))) {
    if (changed.includes(path)) console.log(`${path}: ${(weight(path) / 1000).toFixed(1)} kB (brotli)`);
}
console.log(`build/site: ${files.size} files, ${changed.length} changed`);
