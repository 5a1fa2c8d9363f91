// Assembles the site from what was built: node tools/site.mjs
//
//   build/site/
//     index.html                     from shell.html
//     web/*.js                       web/, bundled and minified; what only the studio needs stays in files of its own
//     participant.{js,wasm}          build/web/
//     studio.{js,wasm}
//     fonts/*.ttf                    build/web/fonts/
//     prototypes/**.json             prototypes/, byte for byte (a prototype's name is the hash of its bytes)
//     assets/{themes,languages,icons}/**
//
// Beside each file that shrinks stand its .br and .gz. Files that did not change are left alone; files that no longer
// belong are removed. All addresses are relative, so the folder can be served from anywhere.

import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, extname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build, transform } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const site = join(root, 'build/site');
const browsers = ['chrome95', 'firefox100', 'safari15.2']; // the first with WebAssembly exceptions, as in cmake/programs.cmake
const shrinks = new Set(['.html', '.js', '.css', '.json', '.svg', '.wasm', '.ttf', '.txt', '.webmanifest']);

/** @type {Map<string, Buffer>} what belongs to the site, by path below it */
const files = new Map();

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
    // Modules that boot.js never imports (workers) are entries of their own.
    const first = await bundle([boot]);
    const reached = new Set(Object.keys(first.metafile.inputs).map((path) => resolve(path)));
    const others = filesBelow(folder).filter((path) => extname(path) === '.js').map((path) => join(folder, path))
        .filter((path) => !reached.has(path));
    const { outputFiles } = others.length === 0 ? first : await bundle([boot, ...others]);
    for (const { path, contents } of outputFiles) files.set(relative(site, path), Buffer.from(contents));
    copy('web', 'web', (path) => !['.js', '.ts', '.md', '.css'].includes(extname(path)));
    for (const path of filesBelow(folder).filter((path) => extname(path) === '.css')) {
        const { code } = await transform(readFileSync(join(folder, path), 'utf8'), { loader: 'css', minify: true, target: browsers, charset: 'utf8' });
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

if (existsSync(join(root, 'shell.html'))) files.set('index.html', readFileSync(join(root, 'shell.html')));
await modules();
await programs();
copy('build/web/fonts', 'fonts', (path) => path.endsWith('.ttf'));
copy('prototypes', 'prototypes', (path) => path.endsWith('.json'));
for (const folder of ['themes', 'languages', 'icons']) copy(`assets/${folder}`, `assets/${folder}`);

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
