// The accessible face of a page: native elements over the canvas, one per node, patched by id. The canvas shows how the page looks;
// these elements say what it is, take the focus, the keys and the presses, and are invisible but for the text field being edited.

/**
 * A node of the page, as src/platform/page_json.cpp writes it; what is missing has its default.
 * @typedef {object} PageNode
 * @property {string} id
 * @property {string} role
 * @property {number} [parent] place of an earlier node
 * @property {[number, number, number, number]} rect x, y, width, height on the page, css px
 * @property {number} [level]
 * @property {string} [text]
 * @property {string} [hiddenText]
 * @property {string} [value]
 * @property {string} [target]
 * @property {string} [describedBy]
 * @property {string} [inputMode]
 * @property {string} [autocomplete]
 * @property {string} [capitals] HTML autocapitalize
 * @property {string} [recordedAs] id of the node in whose middle is recorded what is done inside of this one
 * @property {string} [prefix] of a line of text: words in front of what is typed
 * @property {string} [accept] of a file input
 * @property {boolean} [checked]
 * @property {boolean} [invalid]
 * @property {boolean} [required]
 * @property {boolean} [disabled]
 * @property {boolean} [expanded]
 * @property {boolean} [toggles]
 * @property {boolean} [silent] shown, but not said
 * @property {boolean} [multiple]
 * @property {boolean} [primary]
 * @property {boolean} [presses] of an image: a press says where it was
 * @property {number} [width] of an image, its own px
 * @property {number} [height]
 * @property {[number, number, number, number]} [frame] of a text field: left and top padding, text size, line height
 * @property {[string, string][]} [choices] value and text
 */

/**
 * @typedef {object} Page
 * @property {string} [key]
 * @property {string} [title]
 * @property {string} [language]
 * @property {string} [focus]
 * @property {number} [focusTurn]
 * @property {string} [announce]
 * @property {[number, number]} size css px
 * @property {PageNode[]} [nodes]
 * @property {[number, PageNode][]} [changed] in place of `nodes`: those of the page before, but for these
 */

/**
 * What a person did, told to the program.
 * @typedef {object} Told
 * @property {(id: string, values: string[], x: number, y: number) => void} activate
 * @property {(id: string, values: string[]) => void} set
 * @property {(id: string) => void} focus
 * @property {(x: number, y: number) => void} deadClick
 * @property {(element: HTMLImageElement, node: PageNode) => void} showPicture an image wants its picture
 * @property {(element: HTMLImageElement) => void} hidePicture an image is gone
 * @property {() => void} wake `attention` is another one
 */

/** @typedef {HTMLInputElement | HTMLTextAreaElement} TextField */

/**
 * @typedef {object} Entry
 * @property {PageNode} node
 * @property {string} shape elements of another shape cannot be patched into each other
 * @property {number} since when it came, ms on the clock of events
 * @property {string} written the node as it was last written into the elements
 * @property {HTMLElement} outer
 * @property {HTMLElement} control what has the node's id: the input inside of a label, the img of a picture, else `outer`
 * @property {HTMLElement} home where its children go
 * @property {HTMLElement | Text} words
 */

/** @type {Record<string, string>} */
const tags = {
    group: 'div', form_group: 'fieldset', legend: 'legend', navigation: 'nav', header: 'header', main: 'main', footer: 'footer',
    paragraph: 'p', list: 'ul', ordered_list: 'ol', list_item: 'li', label: 'label', hint: 'div', error: 'div', alert: 'div', button: 'button', link: 'a',
    line_input: 'input', lines_input: 'textarea', drop_down: 'select', radio: 'label', checkbox: 'label', file_input: 'label',
    table: 'table', row: 'tr', column_header: 'th', row_header: 'th', cell: 'td', separator: 'hr', status: 'div',
    image: 'div',
};
// Said aloud because absolute placing takes the table's own roles away in some browsers, and a list without bullets those of lists.
/** @type {Record<string, string>} */
const roles = {
    list: 'list', ordered_list: 'list', list_item: 'listitem', status: 'status', table: 'table', row: 'row', column_header: 'columnheader', row_header: 'rowheader', cell: 'cell',
};
/** @type {Record<string, string>} */
const inputTypes = { radio: 'radio', checkbox: 'checkbox', file_input: 'file', line_input: 'text' };
const named = new Set(['group', 'navigation', 'table', 'image']); // their text is a name, not words on the page
const operable = new Set(['button', 'link', 'label', 'line_input', 'lines_input', 'drop_down', 'radio', 'checkbox', 'file_input']);

const fields = 'input:not([type="hidden"]), textarea, select';

const tapSlop = 8; // css px: a press that moved further was a scroll or a selection
const again = { ms: 400, px: 40 }; // a touch so soon and so near after another one is the second half of a double tap

/** @param {PageNode} node */
const isOperable = (node) => operable.has(node.role) || (node.presses ?? false);

/** @param {PageNode} node */
function tagOf(node) {
    if (node.role === 'heading' || (node.role === 'label' && node.level)) return `h${node.level || 2}`;
    if (node.role === 'group' && node.text) return 'section';
    if (node.role === 'link' && !node.value && !node.target) return 'button';
    if (node.role === 'image' && node.presses) return 'button';
    if (node.role === 'line_input' && node.prefix) return 'div';
    return tags[node.role] ?? 'div';
}

/** @param {Element} element @param {string} name @param {string | false | undefined} value */
function attribute(element, name, value) {
    if (!value) element.removeAttribute(name);
    else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/** @param {Element | null} element @returns {element is TextField} */
function isTextField(element) {
    return element instanceof HTMLTextAreaElement || (element instanceof HTMLInputElement && element.type === 'text');
}

/** What is left of a text without what a mask puts in. @param {string} text */
const significant = (text) => text.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase();

/**
 * Gives a field another text, and keeps the caret after the same letter or digit (the program may have put a mask's dots in between).
 * @param {TextField} field @param {string} value
 */
function rewrite(field, value) {
    const letters = /[\p{L}\p{N}]/gu;
    const caret = field.selectionEnd ?? field.value.length;
    const atEnd = caret === field.value.length;
    const before = field.value.slice(0, caret).match(letters)?.length ?? 0;
    field.value = value;
    if (atEnd || document.activeElement !== field) return;
    let place = 0;
    for (let seen = 0; place < value.length && seen < before; ++place) {
        if (value[place].match(letters)) ++seen;
    }
    field.setSelectionRange(place, place);
}

const coarse = matchMedia('(pointer: coarse)');
/** Whether a finger is what the person points with: then the keyboard is one on the screen. */
const touches = () => coarse.matches;

/** @param {Entry} entry of an image */
const pictureOf = ({ outer }) => /** @type {HTMLImageElement} */ (outer.firstElementChild);

export class AccessiblePage {
    /** @type {Map<string, Entry>} */ #entries = new Map();
    /** @type {WeakMap<Element, Entry>} */ #ofElement = new WeakMap();
    /** @type {Page} */ #page = { size: [0, 0] };
    /** @type {PageNode[]} */ #nodes = [];
    /** @type {Set<number | undefined>} */ #parents = new Set(); // places of nodes in which others stand
    /** @type {Element | null} */ #composing = null;
    #scrolled = { left: scrollX, top: scrollY }; // asked for at an event, it would cost a layout
    #hovered = '';
    #pressed = '';
    /** @type {[focused: string, focusVisible: boolean, editing: boolean, hovered: string, pressed: string]} */
    attention = ['', false, false, '', ''];
    #down = { x: 0, y: 0, touch: false };
    #before = { x: 0, y: 0, time: -Infinity, key: '' }; // the press before this one

    /**
     * @param {HTMLElement} root where the elements go; its corner is the page's
     * @param {HTMLElement} live the polite live region
     * @param {Told} told
     */
    constructor(root, live, told) {
        this.root = root;
        this.live = live;
        this.told = told;
        /** @param {string} name @param {(event: any) => void} listener */
        const on = (name, listener) => root.addEventListener(name, (event) => listener.call(this, event));
        on('click', this.#onClick);
        on('input', this.#onInput);
        on('change', this.#onChange);
        on('keydown', this.#onKey);
        on('compositionstart', (event) => { this.#composing = event.target; });
        on('compositionend', (event) => { this.#composing = null; this.#onInput(event); });
        on('focusin', (event) => {
            const entry = this.#entryOf(event.target);
            if (entry && isOperable(entry.node)) told.focus(entry.node.id);
            if (event.target instanceof HTMLInputElement && isTextField(event.target)) event.target.enterKeyHint = !touches() ? 'go' : this.#nextField(event.target) ? 'next' : 'done';
            this.#attend();
        });
        on('focusout', (event) => {
            // Now that nobody types there any more, the field may take the form that the program gives it.
            const entry = this.#entryOf(event.target);
            if (entry && isTextField(entry.control)) this.#state(entry.node, entry.control, true);
            this.#attend();
        });
        on('pointerover', (event) => this.#point(event.pointerType === 'touch' ? '' : this.#operableAt(event.target), this.#pressed));
        on('pointerleave', () => this.#point('', this.#pressed));
        on('pointerdown', (event) => {
            this.#down = { x: event.clientX, y: event.clientY, touch: event.pointerType === 'touch' };
            this.#point(this.#hovered, this.#operableAt(event.target));
        });
        addEventListener('scroll', () => { this.#scrolled = { left: scrollX, top: scrollY }; }, { capture: true, passive: true });
        for (const name of ['pointerup', 'pointercancel']) window.addEventListener(name, () => this.#point(this.#hovered, ''));
    }

    /** The text field that is being edited, if any. */
    get edited() {
        const active = document.activeElement;
        return isTextField(active) && this.root.contains(active) ? active : null;
    }

    /** @param {Page} page */
    show(page) {
        const before = this.#page;
        this.#page = page;
        // Written again, even the same title or language costs a new style of the whole page.
        if (page.title !== before.title) document.title = page.title ?? '';
        if (page.language !== before.language) document.documentElement.lang = page.language ?? '';
        this.root.style.width = `${page.size[0]}px`;
        this.root.style.height = `${page.size[1]}px`;
        if (page.nodes) this.#patch(page.nodes);
        else this.#amend(page.changed ?? []);
        if (page.announce !== before.announce) this.live.textContent = page.announce ?? '';
        this.#moveFocus(before, page);
        this.#attend();
    }

    /** Another text in a field, and nothing else. @param {string} id @param {string} value */
    retype(id, value) {
        const entry = this.#entries.get(id);
        if (!entry) return;
        entry.node.value = value;
        entry.written = '';
        this.#state(entry.node, entry.control);
    }

    /**
     * Where the box was on the screen at which something happened, rounded. Not asked of the browser: it would have to lay out what was just typed.
     * @param {Event} event
     * @returns {import('./trace.js').Box | undefined}
     */
    boxOf(event) {
        const touched = this.#entryOf(event.target);
        if (!touched) return undefined;
        const entry = this.#recordedAs(touched);
        const [x, y, width, height] = this.#rectOf(entry);
        const { left, top } = event instanceof MouseEvent ? { left: event.pageX - event.clientX, top: event.pageY - event.clientY } : this.#scrolled;
        return { id: entry.node.id, left: Math.round(x - left), top: Math.round(y - top), width: Math.round(width), height: Math.round(height), veiled: entry !== touched };
    }

    /** @param {Entry} touched @returns {Entry} what stands in a record for it */
    #recordedAs(touched) {
        for (let node = /** @type {PageNode | undefined} */ (touched.node); node; node = node.parent === undefined ? undefined : this.#nodes[node.parent]) {
            if (node.recordedAs) return this.#entries.get(node.recordedAs) ?? touched;
        }
        return touched;
    }

    /** Puts a control back into the state the page gives it: a press or a key may have moved it away from it, and a radio others with it. @param {string} id */
    restate(id) {
        const touched = this.#entries.get(id);
        if (!touched) return;
        if (touched.node.role !== 'radio') return this.#state(touched.node, touched.control);
        for (const { node, control } of this.#entries.values()) {
            if (node.role === 'radio' && node.target === touched.node.target) this.#state(node, control);
        }
    }

    /** @param {number} index of a node */
    #shapeOf(index) {
        const node = this.#nodes[index];
        const parent = node.parent === undefined ? '' : this.#nodes[node.parent].id;
        return [tagOf(node), node.role, node.level, this.#parents.has(index), parent].join();
    }

    /** Writes the few nodes that have changed. @param {[number, PageNode][]} changed */
    #amend(changed) {
        for (const [index, node] of changed) this.#nodes[index] = node;
        const alike = changed.every(([index, node]) => this.#entries.get(node.id)?.shape === this.#shapeOf(index));
        if (!alike) return this.#patch(this.#nodes);
        for (const [, node] of changed) {
            const entry = this.#entries.get(node.id);
            if (entry) this.#write(entry, node, node.parent === undefined ? undefined : this.#nodes[node.parent]);
        }
    }

    /** @param {PageNode[]} nodes */
    #patch(nodes) {
        this.#nodes = nodes;
        this.#parents = new Set(nodes.map((node) => node.parent));
        const shapes = nodes.map((_, index) => this.#shapeOf(index));
        const staying = new Map(nodes.map((node, index) => [node.id, shapes[index]]));
        for (const [id, entry] of this.#entries) {
            if (staying.get(id) === entry.shape) continue;
            entry.outer.remove();
            this.#entries.delete(id);
            if (entry.node.role === 'image') this.told.hidePicture(pictureOf(entry));
        }
        /** @type {Map<Element, Element | null>} */
        const next = new Map(); // where the next child of each parent belongs
        nodes.forEach((node, index) => {
            const parent = node.parent === undefined ? undefined : nodes[node.parent];
            const home = (parent && this.#entries.get(parent.id)?.home) ?? this.root;
            const entry = this.#entries.get(node.id) ?? this.#make(node, shapes[index], this.#parents.has(index));
            let place = next.get(home);
            if (place === undefined) {
                place = home.firstElementChild;
                if (place && !this.#ofElement.has(place)) place = place.nextElementSibling; // the parent's own words
            }
            if (place !== entry.outer) home.insertBefore(entry.outer, place);
            next.set(home, entry.outer.nextElementSibling);
            this.#write(entry, node, parent);
        });
    }

    /** @param {PageNode} node @param {string} shape @param {boolean} isParent @returns {Entry} */
    #make(node, shape, isParent) {
        const outer = document.createElement(tagOf(node));
        /** @type {HTMLElement} */
        let control = outer;
        let home = outer;
        /** @type {HTMLElement | Text} */
        let words = document.createTextNode('');
        if (outer.tagName === 'LABEL' && node.role !== 'label') {
            control = document.createElement('input');
            outer.append(control);
        }
        if (node.role === 'line_input' && outer.tagName === 'DIV') {
            const prefix = document.createElement('span');
            prefix.className = 'prefix';
            prefix.setAttribute('aria-hidden', 'true'); // the label says it already
            control = document.createElement('input');
            outer.append(prefix, control);
        }
        if (node.role === 'alert') {
            // Inside of what takes the focus: one element with both is read out twice.
            home = document.createElement('div');
            home.setAttribute('role', 'alert');
            outer.append(home);
        }
        if (node.role === 'image') {
            const picture = document.createElement('img');
            picture.classList.add('ink');
            outer.append(picture);
            if (!node.presses) control = picture;
        } else if (node.role === 'legend' && node.level) {
            words = document.createElement(`h${node.level}`);
            outer.append(words);
        } else if (node.role === 'label' && node.level) {
            words = document.createElement('label');
            outer.append(words);
        } else if (isParent) {
            words = document.createElement('span');
            if (node.text && !named.has(node.role)) home.append(words);
        } else if (!(control instanceof HTMLInputElement && node.role === 'line_input') && !['TEXTAREA', 'SELECT', 'HR'].includes(outer.tagName)) {
            home.append(words);
        }
        if (node.role !== 'image') (isParent && words instanceof HTMLElement ? words : node.role === 'line_input' ? control : outer).classList.add('ink');
        outer.classList.add('node');
        control.id = node.id;
        outer.dataset.role = node.role;
        if (roles[node.role]) outer.setAttribute('role', roles[node.role]);
        if (node.role === 'column_header') outer.setAttribute('scope', 'col');
        if (node.role === 'row_header') outer.setAttribute('scope', 'row');
        if (node.role === 'alert' || node.level === 1) (words instanceof HTMLHeadingElement ? words : outer).tabIndex = -1;
        if (control instanceof HTMLButtonElement) control.type = 'button';
        if (control instanceof HTMLInputElement) control.type = inputTypes[node.role];
        // Spelling services send what is typed to other servers.
        if (isTextField(control)) {
            control.spellcheck = false;
            control.classList.add('field');
        }
        const entry = { node, shape, since: performance.now(), written: '', outer, control, home, words };
        this.#entries.set(node.id, entry);
        this.#ofElement.set(outer, entry);
        return entry;
    }

    /** @param {Entry} entry @param {PageNode} node @param {PageNode} [parent] */
    #write(entry, node, parent) {
        const { outer, control, words } = entry;
        entry.node = node;
        const [x, y, width, height] = node.rect;
        const written = JSON.stringify([node, parent?.rect]);
        if (written !== entry.written) {
            entry.written = written;
            Object.assign(outer.style, {
                left: `${x - (parent?.rect[0] ?? 0)}px`,
                top: `${y - (parent?.rect[1] ?? 0)}px`,
                width: `${width}px`,
                height: `${height}px`,
            });
            const text = [node.text, node.hiddenText].filter(Boolean).join(' ');
            outer.classList.toggle('more', Boolean(node.hiddenText));
            if (node.role === 'image') {
                const picture = pictureOf(entry);
                picture.alt = node.presses ? '' : text;
                attribute(outer, 'aria-label', node.presses && text);
                if (picture.dataset.picture !== node.value) {
                    picture.dataset.picture = node.value ?? '';
                    this.told.showPicture(picture, node);
                }
            } else if (named.has(node.role)) attribute(outer, 'aria-label', text);
            else if (words.textContent !== text) words.textContent = text;
            if (node.role === 'label') attribute(words instanceof HTMLLabelElement ? words : outer, 'for', node.target);
            if (control instanceof HTMLAnchorElement) {
                attribute(control, 'href', node.value?.startsWith('#/') ? node.value : `#${node.target ?? ''}`);
            }
            if (control instanceof HTMLSelectElement && control.dataset.choices !== JSON.stringify(node.choices)) {
                control.dataset.choices = JSON.stringify(node.choices);
                control.replaceChildren(...(node.choices ?? []).map(([value, label]) => new Option(label, value)));
            }
            if (node.frame) {
                const [left, top, size, line] = node.frame;
                Object.assign(control.style, {
                    padding: control instanceof HTMLTextAreaElement ? `${top}px ${left}px` : `0 ${left}px`,
                    fontSize: `${size}px`,
                    lineHeight: `${line}px`,
                });
            }
            if (isTextField(control)) {
                attribute(control, 'inputmode', node.inputMode);
                attribute(control, 'autocomplete', node.autocomplete || 'off');
                attribute(control, 'autocapitalize', node.capitals || (node.inputMode === 'email' && 'none'));
                if (outer !== control && outer.firstElementChild) outer.firstElementChild.textContent = node.prefix ?? '';
            }
            if (control instanceof HTMLInputElement && node.role === 'radio') control.name = node.target ?? '';
            if (control instanceof HTMLInputElement && node.role === 'file_input') {
                control.multiple = node.multiple ?? false;
                attribute(control, 'accept', node.accept);
            }
            attribute(control, 'aria-hidden', node.silent && 'true');
            attribute(control, 'aria-describedby', node.describedBy);
            attribute(control, 'aria-invalid', node.invalid && 'true');
            attribute(control, 'aria-required', node.required && 'true');
            attribute(control, 'aria-disabled', node.disabled && 'true');
            attribute(control, 'aria-expanded', node.toggles && `${node.expanded ?? false}`);
            if (control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement || control instanceof HTMLSelectElement) {
                control.disabled = node.disabled ?? false;
            }
        }
        this.#state(node, control);
    }

    /** @param {PageNode} node @param {HTMLElement} control @param {boolean} [left] the focus is leaving it */
    #state(node, control, left = false) {
        if (isTextField(control)) {
            const value = node.value ?? '';
            if (control.value === value || control === this.#composing) return;
            // A field that gets another text forgets what can be undone, and a phone's keyboard what it was about to complete: dots and
            // dashes wait until the person has left the field.
            if (!left && control === document.activeElement && significant(control.value) === significant(value)) return;
            rewrite(control, value);
        } else if (control instanceof HTMLSelectElement) {
            if (control.value !== (node.value ?? '')) control.value = node.value ?? '';
        } else if (control instanceof HTMLInputElement && node.role !== 'file_input') {
            control.checked = node.checked ?? false;
        }
    }

    /** @param {Page} before @param {Page} page */
    #moveFocus(before, page) {
        const wanted = this.#entries.get(page.focus ?? '')?.control;
        if (page.key !== before.key) {
            const heading = this.root.querySelector('h1');
            (wanted ?? heading)?.focus({ preventScroll: true });
            window.scrollTo(0, 0);
            if (wanted) wanted.scrollIntoView({ block: 'nearest' });
        } else if ((page.focusTurn ?? 0) > (before.focusTurn ?? 0)) {
            wanted?.focus({ preventScroll: true });
            wanted?.scrollIntoView({ block: wanted.offsetHeight > window.innerHeight / 2 ? 'start' : 'center' });
        }
    }

    /** @param {EventTarget | null} target @returns {Entry | undefined} */
    #entryOf(target) {
        for (let element = target instanceof Element ? target : null; element && element !== this.root; element = element.parentElement) {
            const entry = this.#ofElement.get(element);
            if (entry) return entry;
        }
        return undefined;
    }

    /** @param {EventTarget | null} target @returns {string} */
    #operableAt(target) {
        const entry = this.#entryOf(target);
        return entry && isOperable(entry.node) ? entry.node.id : '';
    }

    /** @param {string} hovered @param {string} pressed */
    #point(hovered, pressed) {
        if (hovered === this.#hovered && pressed === this.#pressed) return;
        this.#hovered = hovered;
        this.#pressed = pressed;
        this.#attend();
    }

    #attend() {
        const active = document.activeElement;
        const entry = this.#entryOf(active);
        // A heading takes the focus so that it is read out; it is nothing to operate.
        const visible = entry !== undefined && entry.node.level === undefined && active !== null && active.matches(':focus-visible');
        /** @type {[string, boolean, boolean, string, string]} */
        const attention = [entry?.node.id ?? '', visible, isTextField(active), this.#hovered, this.#pressed];
        if (attention.every((part, index) => part === this.attention[index])) return;
        this.attention = attention;
        this.told.wake();
    }

    /** Whether the elements themselves are shown, and not the canvas: then they are not where the page's boxes are. */
    get #plain() { return document.documentElement.classList.contains('plain'); }

    /** @param {Entry} entry @returns {number[]} x, y, width and height on the page, whose corner is the document's */
    #rectOf({ node, control }) {
        if (!this.#plain) return node.rect;
        const { x, y, width, height } = control.getBoundingClientRect();
        return [x + scrollX, y + scrollY, width, height];
    }

    /** @param {Entry | undefined} entry none: beside all of them @param {MouseEvent} [event] @returns {[number, number]} where on the page */
    #placeOf(entry, event) {
        if (!entry || (event && event.detail > 0)) return [event?.pageX ?? 0, event?.pageY ?? 0];
        const [x, y, width, height] = this.#rectOf(entry);
        return [x + width / 2, y + height / 2];
    }

    /** Whether it is the second half of a double click, or of a double tap on a phone that does not count them. @param {MouseEvent} event */
    #isSecond(event) {
        const { x, y, time } = this.#before;
        const near = event.timeStamp - time < again.ms && Math.hypot(event.clientX - x, event.clientY - y) < again.px;
        return event.detail > 1 || (event.detail > 0 && this.#down.touch && near);
    }

    /** @param {HTMLElement} element @param {PageNode} node @param {MouseEvent} event @returns {[number, number]} where on the picture, its px; -1: by the keyboard */
    #placeOnPicture(element, node, event) {
        if (event.detail === 0) return [-1, -1];
        const box = element.getBoundingClientRect();
        const along = (/** @type {number} */ part, /** @type {number} */ whole, size = 0) => Math.min(Math.max(part / whole, 0), 1) * size;
        return [along(event.clientX - box.x, box.width, node.width), along(event.clientY - box.y, box.height, node.height)];
    }

    /** @param {MouseEvent} event */
    #onClick(event) {
        const entry = this.#entryOf(event.target);
        const { node, control } = entry ?? { node: undefined, control: this.root };
        // Many people click everything twice: the second press must not fall on what the first one brought, nor close what it opened.
        const key = this.#page.key ?? '';
        const void_ = this.#isSecond(event) && (key !== this.#before.key || node?.toggles || (entry && entry.since > this.#before.time));
        if (event.detail > 0) this.#before = { x: event.clientX, y: event.clientY, time: event.timeStamp, key: void_ ? this.#before.key : key };
        if (void_) {
            event.preventDefault();
            return;
        }
        if (!node || !isOperable(node) || node.disabled) {
            const moved = Math.hypot(event.clientX - this.#down.x, event.clientY - this.#down.y);
            if (event.detail > 0 && moved < tapSlop) this.told.deadClick(...this.#placeOf(entry, event));
        } else if (node.role === 'link' && node.target) {
            event.preventDefault();
            const target = this.#entries.get(node.target)?.control;
            target?.focus({ preventScroll: true });
            target?.scrollIntoView({ block: 'center' });
        } else if (node.role === 'image') {
            this.told.activate(node.id, [], ...this.#placeOnPicture(control, node, event));
        } else if (control instanceof HTMLButtonElement) {
            this.told.activate(node.id, [], ...this.#placeOf(entry, event));
        }
    }

    /** @param {Event} event */
    #onInput(event) {
        const entry = this.#entryOf(event.target);
        if (!entry || !isTextField(entry.control) || this.#composing) return;
        this.told.set(entry.node.id, [entry.control.value]);
    }

    /** @param {Event} event */
    #onChange(event) {
        const entry = this.#entryOf(event.target);
        if (!entry || isTextField(entry.control)) return;
        const { node, control } = entry;
        if (control instanceof HTMLSelectElement) {
            this.told.set(node.id, [control.value]);
        } else if (control instanceof HTMLInputElement && control.type === 'file') {
            // A name may hold anything but a line feed here: it is the first of three lines.
            this.told.set(node.id, [...(control.files ?? [])].map(({ name, size, type }) => `${name.replace(/\n/g, ' ')}\n${size}\n${type}`));
        } else if (control instanceof HTMLInputElement) {
            this.told.activate(node.id, [`${control.checked}`], ...this.#placeOf(entry));
        }
    }

    /** The text field after this one, when no other kind of field comes between. @param {Element} field @returns {TextField | undefined} */
    #nextField(field) {
        const all = [...this.root.querySelectorAll(fields)];
        const next = all[all.indexOf(field) + 1];
        return isTextField(next ?? null) ? /** @type {TextField} */ (next) : undefined;
    }

    /**
     * Enter in a line of text presses the page's main button, as in any form. The key of a soft keyboard says "next" or "done" instead, and does
     * that: nothing is sent from it unseen.
     * @param {KeyboardEvent} event
     */
    #onKey(event) {
        const field = event.target;
        if (event.key !== 'Enter' || event.isComposing || !(field instanceof HTMLInputElement) || field.type !== 'text') return;
        event.preventDefault();
        if (field.inputMode === 'search' && !touches()) return; // what fits is there already
        if (touches()) {
            const next = this.#nextField(field);
            if (next) next.focus();
            else field.blur();
            return;
        }
        const main = [...this.#entries.values()].find(({ node }) => node.role === 'button' && node.primary);
        main?.control.click();
    }
}
