// Reads a text aloud for those who would rather listen. Only with a voice that lives on this machine: other voices send the words away.

/**
 * Puts a button at the end of `bar`, hidden until there is a voice.
 * @param {HTMLElement} bar @param {HTMLElement} text its headings, paragraphs, legends and labels are read
 * @param {string} language @param {string} start @param {string} stop words of the button
 * @returns {() => void} ends it for good
 */
export function readAloud(bar, text, language, start, stop) {
    const speech = window.speechSynthesis;
    if (!speech || typeof SpeechSynthesisUtterance !== 'function') return () => {};
    const button = document.createElement('button');
    button.type = 'button';
    button.id = 'do:listen';
    button.hidden = true;
    bar.append(button);

    let reading = 0; // which reading it is: one that was stopped still tells that it has ended
    /** @param {number} turn 0: nothing is read */
    const show = (turn) => {
        reading = turn;
        button.textContent = turn ? stop : start;
    };
    let turns = 0;
    const end = () => {
        if (reading) speech.cancel();
        show(0);
    };

    /** The same tongue of the same country first. */
    const voice = () => {
        const local = speech.getVoices().filter((one) => one.localService);
        const tag = (/** @type {SpeechSynthesisVoice} */ one) => one.lang.replace('_', '-').toLowerCase();
        const wanted = language.toLowerCase();
        return local.find((one) => tag(one) === wanted) ?? local.find((one) => tag(one).split('-')[0] === wanted.split('-')[0]);
    };
    const look = () => { button.hidden = !voice(); };

    button.addEventListener('click', () => {
        if (reading) return end();
        const chosen = voice();
        const turn = ++turns;
        const sentences = [...text.querySelectorAll('h1, h2, p, li, legend, label')].map((part) => part.textContent ?? '').filter(Boolean);
        if (!chosen || sentences.length === 0) return;
        speech.cancel();
        show(turn);
        // A part at a time: long texts are cut off by some voices.
        for (const [index, sentence] of sentences.entries()) {
            const part = new SpeechSynthesisUtterance(sentence);
            part.voice = chosen;
            part.lang = chosen.lang;
            const over = () => { if (reading === turn) show(0); };
            part.onerror = over;
            if (index === sentences.length - 1) part.onend = over;
            speech.speak(part);
        }
    });
    show(0);
    look();
    speech.addEventListener?.('voiceschanged', look);
    addEventListener('pagehide', end);
    return () => {
        end();
        speech.removeEventListener?.('voiceschanged', look);
        removeEventListener('pagehide', end);
    };
}
