// A drop box as the guide describes it: nginx with its DAV module, on this machine, on a free port, with all of its files in a folder of its own.
// Between it and the browser stands a line that can be cut.

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './harness.mjs';

/** The lines of the guide that make a drop box. */
function linesOfTheGuide() {
    const [english, portuguese] = ['en/drop-box.md', 'pt-BR/caixa-de-entrega.md'].map((page) =>
        readFileSync(join(root, 'docs/user', page), 'utf8').match(/```nginx\n([^`]*)```/)?.[1] ?? '');
    assert.equal(english, portuguese, 'both guides say the same');
    return english;
}

/** @returns {Promise<number>} */
const freePort = () => new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
        const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
        server.close(() => resolve(port));
    });
});

/** @param {string} origin of the pages that may send here */
export async function openDropBox(origin) {
    const folder = mkdtempSync(join(tmpdir(), 'ensaio-caixa-'));
    const inbox = join(folder, 'caixa'), asRoot = process.getuid?.() === 0;
    for (const path of [inbox, join(folder, 'temp')]) mkdirSync(path);
    chmodSync(folder, 0o755);
    const port = await freePort();
    const location = linesOfTheGuide().replace('/srv/ensaio/caixa/', `${inbox}/`).replace('https://ensaio.example.gov.br', origin)
        .replace(/\}\n$/, `    if (-f ${folder}/unavailable) { return 503; }\n    if (-f ${folder}/forbidden) { return 403; }\n}\n`);
    assert.ok(location.includes(inbox) && location.includes(origin), 'the lines of the guide fit');
    const paths = ['proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${folder}/temp/${kind};`).join(' ');
    writeFileSync(join(folder, 'nginx.conf'), `${asRoot ? 'user root;' : ''} daemon off; worker_processes 1; pid ${folder}/pid; error_log ${folder}/errors;
events { worker_connections 64; }
http {
    log_format all '$request_method $uri $status "$http_referer" "$http_cookie" "$http_authorization"';
    access_log ${folder}/requests all;
    client_body_temp_path ${folder}/temp/body; ${paths}
    server {
        listen 127.0.0.1:${port};
${location}
    }
}
`);
    const program = [join(root, 'build/nginx/usr/sbin/nginx'), '/usr/sbin/nginx'].find(existsSync);
    assert.ok(program, 'nginx is missing: run tools/setup.sh');
    const nginx = spawn(program, ['-c', join(folder, 'nginx.conf'), '-e', join(folder, 'errors')], { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    nginx.stderr.on('data', (data) => { said += data; });
    const over = new Promise((resolve) => nginx.on('exit', resolve));

    const filler = 'filler';
    let cutAnswers = false, cutFiles = false, full = false;
    /** @type {Set<import('node:net').Socket>} */ const sockets = new Set();
    const line = createServer((near) => {
        const far = connect(port, '127.0.0.1');
        for (const socket of [near, far]) {
            sockets.add(socket);
            socket.on('error', () => {}).on('close', () => {
                sockets.delete(socket);
                near.destroy();
                far.destroy();
            });
        }
        let asked = '', passed = 0, middle = Infinity;
        near.on('data', (data) => {
            const text = data.toString('latin1'), method = text.match(/^[A-Z]+ /)?.[0];
            if (method) {
                asked = method;
                passed = 0;
                middle = text.indexOf('\r\n\r\n') + 4 + Number(text.match(/content-length: (\d+)/i)?.[1] ?? 0) / 2;
            }
            const cut = cutFiles && asked === 'PUT ' && passed + data.length > middle;
            passed += data.length;
            if (!cut) return void far.write(data);
            far.write(data.subarray(0, data.length - Math.floor(passed - middle)), () => far.destroy());
        });
        far.on('data', (data) => (cutAnswers && asked === 'PUT ' ? near.destroy() : near.write(data)));
    });
    await new Promise((resolve) => line.listen(0, '127.0.0.1', () => resolve(undefined)));
    for (let i = 0; i < 100; ++i) {
        const up = await new Promise((resolve) => {
            const knock = connect(port, '127.0.0.1').on('error', () => resolve(false)).on('connect', () => {
                knock.destroy();
                resolve(true);
            });
        });
        if (up) break;
        await new Promise((resolve) => setTimeout(resolve, 50));
        assert.ok(nginx.exitCode === null && i < 99, `nginx does not start: ${said}`);
    }
    const requests = () => (existsSync(join(folder, 'requests')) ? readFileSync(join(folder, 'requests'), 'utf8').split('\n').filter((one) => one && !one.startsWith(' ')) : []);
    const { port: linePort } = /** @type {import('node:net').AddressInfo} */ (line.address());
    return {
        address: `http://127.0.0.1:${linePort}/caixa/`,
        inbox,
        requests,
        /** @returns {string[]} */
        files: () => readdirSync(inbox).filter((name) => name !== filler).sort(),
        /** @param {string} file @returns {Buffer} */
        bytes: (file) => readFileSync(join(inbox, file)),
        /** @param {'unavailable' | 'forbidden'} how @param {boolean} on */
        fail(how, on) {
            if (on) writeFileSync(join(folder, how), '');
            else rmSync(join(folder, how), { force: true });
        },
        /** What comes is stored; that it was, is not heard. @param {boolean} on */
        cut(on) {
            cutAnswers = on;
        },
        /** Of a file that is sent only the first half comes. @param {boolean} on */
        cutHalfway(on) {
            cutFiles = on;
        },
        /** A disk without room in its place, which only root can make. @param {boolean} on @returns {boolean} whether it could be done */
        fill(on) {
            try {
                execFileSync(on ? 'mount' : 'umount', on ? ['-t', 'tmpfs', '-o', 'size=4k', 'tmpfs', inbox] : [inbox], { stdio: 'ignore' });
                if (on) writeFileSync(join(inbox, filler), Buffer.alloc(4096));
                full = on;
                return true;
            } catch {
                return false;
            }
        },
        async close() {
            if (full) this.fill(false);
            line.close();
            for (const socket of sockets) socket.destroy();
            nginx.kill('SIGTERM');
            await over;
            rmSync(folder, { recursive: true, force: true });
        },
    };
}
