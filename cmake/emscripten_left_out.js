// The parts of Emscripten's JavaScript that this program does without, in the place of those it would bring along.
addToLibrary({
    // EGL tells its users about its context and asks how often to paint; the page does both itself.
    $Browser__deps: [],
    $Browser__postset: '',
    $Browser: { useWebGL: false, moduleContextCreatedCallbacks: [] },
    eglSwapInterval__deps: [],
    eglSwapInterval: () => 1,

    // No events through html5.h.
    $JSEvents__deps: [],
    $JSEvents__postset: '',
    $JSEvents: 0,

    // No std::wstring crosses the bridge.
    _embind_register_std_wstring__deps: [],
    _embind_register_std_wstring: () => {},
});
