// The parts of SDL2 that this program does without, answered where the rest of SDL2 or Dear ImGui's backend
// still refers to them: no game controllers, no gestures, no drawing in memory, no renderer of its own, no
// loading of libraries.
#include <emscripten/html5.h>

#include "SDL.h"

int SDL_NumJoysticks(void) { return 0; }
SDL_bool SDL_IsGameController(int index) { return SDL_FALSE; }
SDL_GameController* SDL_GameControllerOpen(int index) { return NULL; }
void SDL_GameControllerClose(SDL_GameController* controller) {}
Uint8 SDL_GameControllerGetButton(SDL_GameController* controller, SDL_GameControllerButton button) {
    return 0;
}
Sint16 SDL_GameControllerGetAxis(SDL_GameController* controller, SDL_GameControllerAxis axis) { return 0; }

SDL_Renderer* SDL_GetRenderer(SDL_Window* window) { return NULL; }
void SDL_DestroyRendererWithoutFreeing(SDL_Renderer* renderer) {}
int SDL_GetRendererOutputSize(SDL_Renderer* renderer, int* width, int* height) { return -1; }

SDL_Surface* SDL_CreateRGBSurface(Uint32 flags, int width, int height, int depth, Uint32 r, Uint32 g,
                                  Uint32 b, Uint32 a) {
    return NULL;
}
void SDL_FreeSurface(SDL_Surface* surface) {}
SDL_Surface* SDL_ConvertSurfaceFormat(SDL_Surface* surface, Uint32 format, Uint32 flags) { return NULL; }
int Emscripten_CreateWindowFramebuffer(void* device, SDL_Window* window, Uint32* format, void** pixels,
                                       int* pitch) {
    return -1;
}
int Emscripten_UpdateWindowFramebuffer(void* device, SDL_Window* window, const SDL_Rect* rects, int count) {
    return -1;
}
void Emscripten_DestroyWindowFramebuffer(void* device, SDL_Window* window) {}
SDL_bool SDL_PixelFormatEnumToMasks(Uint32 format, int* bits, Uint32* r, Uint32* g, Uint32* b, Uint32* a) {
    return SDL_FALSE;
}

int SDL_GestureAddTouch(SDL_TouchID touch) { return 0; }
int SDL_GestureDelTouch(SDL_TouchID touch) { return 0; }
void SDL_GestureProcessEvent(SDL_Event* event) {}
void SDL_GestureQuit(void) {}

void SDL_UnloadObject(void* handle) {}

// Only reached in programs built with Asyncify.
void emscripten_sleep(unsigned int milliseconds) {}

// Nothing looks OpenGL ES functions up by name (so SDL_GL_GetAttribute and SDL_GL_ExtensionSupported find
// nothing); this keeps Emscripten's whole table of them out of the program.
void (*eglGetProcAddress(const char* name))(void) { return NULL; }

// No full screen, no pointer lock; and a page that listens to beforeunload is not kept for the browser's back
// button.
EMSCRIPTEN_RESULT emscripten_request_fullscreen_strategy(const char* target, EM_BOOL defer,
                                                         const EmscriptenFullscreenStrategy* how) {
    return EMSCRIPTEN_RESULT_NOT_SUPPORTED;
}
EMSCRIPTEN_RESULT emscripten_exit_fullscreen(void) { return EMSCRIPTEN_RESULT_NOT_SUPPORTED; }
EMSCRIPTEN_RESULT emscripten_set_fullscreenchange_callback_on_thread(
    const char* target, void* data, EM_BOOL capture, em_fullscreenchange_callback_func callback,
    pthread_t thread) {
    return EMSCRIPTEN_RESULT_NOT_SUPPORTED;
}
EMSCRIPTEN_RESULT emscripten_request_pointerlock(const char* target, EM_BOOL defer) {
    return EMSCRIPTEN_RESULT_NOT_SUPPORTED;
}
EMSCRIPTEN_RESULT emscripten_exit_pointerlock(void) { return EMSCRIPTEN_RESULT_NOT_SUPPORTED; }
EMSCRIPTEN_RESULT emscripten_set_pointerlockchange_callback_on_thread(
    const char* target, void* data, EM_BOOL capture, em_pointerlockchange_callback_func callback,
    pthread_t thread) {
    return EMSCRIPTEN_RESULT_NOT_SUPPORTED;
}
EMSCRIPTEN_RESULT emscripten_set_beforeunload_callback_on_thread(void* data,
                                                                 em_beforeunload_callback callback,
                                                                 pthread_t thread) {
    return EMSCRIPTEN_RESULT_NOT_SUPPORTED;
}
