// What comes in from the device and goes out to it: files that are chosen, files and texts that are handed over.

const largestFile = 32_000_000; // bytes: kMaxSessionBytes of src/core/limits.hpp

/** @param {string} accept @param {boolean} many @param {(files: File[]) => Promise<void>} take @param {(reason: 'too_large' | 'unreadable') => void} refused */
export function askForFiles(accept, many, take, refused) {
    const picker = document.createElement('input');
    picker.type = 'file';
    picker.accept = accept;
    picker.multiple = many;
    picker.onchange = async () => {
        const files = [...picker.files ?? []];
        if (files.length === 0) return;
        if (files.some(({ size }) => size > largestFile)) return refused('too_large');
        try {
            await take(files);
        } catch {
            refused('unreadable');
        }
    };
    picker.click();
}

/** @param {File} file @param {boolean} share by the device's own way of handing on, where there is one */
export async function handOver(file, share) {
    // Refused by the browser, which shares only files of some kinds: then it is kept as a file.
    if (share && await navigator.share({ files: [file] }).then(() => true, ({ name: why }) => why === 'AbortError')) return;
    const link = document.createElement('a');
    link.href = URL.createObjectURL(file);
    link.download = file.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** @param {string} text @returns {Promise<void>} once it is copied; fails where the browser refuses */
export async function copyText(text) {
    try {
        await navigator.clipboard.writeText(text);
    } catch {
        // Without the permission, or on an address without https: as it was done before there was a clipboard for pages.
        const before = document.activeElement;
        const carrier = document.createElement('textarea');
        carrier.value = text;
        carrier.setAttribute('aria-hidden', 'true');
        carrier.id = 'carrier';
        document.body.append(carrier);
        carrier.select();
        const copied = document.execCommand('copy');
        carrier.remove();
        if (before instanceof HTMLElement) before.focus({ preventScroll: true });
        if (!copied) throw new Error('refused');
    }
}
