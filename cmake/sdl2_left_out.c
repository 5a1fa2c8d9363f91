// SDL2 makes the window and its OpenGL ES context here, nothing else: the page's own elements take the input.
// The parts of it that are not compiled are answered here, as far as the rest refers to them: no events, no
// keyboard, mouse or touch, no hints, environment, logs or texts of errors, no threads, no drawing in memory,
// no loading of libraries.
#include "SDL_internal.h"

#include <emscripten/html5.h>

#include "SDL.h"
#include "video/SDL_sysvideo.h"

#include "SDL_assert_c.h"
#include "SDL_log_c.h"
#include "events/SDL_displayevents_c.h"
#include "events/SDL_events_c.h"
#include "events/SDL_keyboard_c.h"
#include "events/SDL_mouse_c.h"
#include "events/SDL_touch_c.h"
#include "events/SDL_windowevents_c.h"
#include "thread/SDL_thread_c.h"
#include "video/emscripten/SDL_emscriptenevents.h"
#include "video/emscripten/SDL_emscriptenframebuffer.h"
#include "video/emscripten/SDL_emscriptenmouse.h"

int SDL_EventsInit(void) { return 0; }
void SDL_EventsQuit(void) {}
Uint8 SDL_EventState(Uint32 type, int state) { return SDL_DISABLE; }
int SDL_SendAppEvent(SDL_EventType type) { return 0; }
int SDL_SendDisplayEvent(SDL_VideoDisplay* display, Uint8 event, int data) { return 0; }
int SDL_SendWindowEvent(SDL_Window* window, Uint8 event, int data1, int data2) { return 0; }
void Emscripten_RegisterEventHandlers(SDL_WindowData* window) {}
void Emscripten_UnregisterEventHandlers(SDL_WindowData* window) {}
EM_BOOL Emscripten_HandleCanvasResize(int type, const void* reserved, void* window) { return EM_FALSE; }

int SDL_KeyboardInit(void) { return 0; }
void SDL_KeyboardQuit(void) {}
SDL_Window* SDL_GetKeyboardFocus(void) { return NULL; }
void SDL_SetKeyboardFocus(SDL_Window* window) {}
void SDL_ResetKeyboard(void) {}

int SDL_MousePreInit(void) { return 0; }
void SDL_MousePostInit(void) {}
void SDL_MouseQuit(void) {}
void Emscripten_InitMouse(void) {}
void Emscripten_FiniMouse(void) {}
SDL_Mouse* SDL_GetMouse(void) {
    static SDL_Mouse none;
    return &none;
}
SDL_Window* SDL_GetMouseFocus(void) { return NULL; }
void SDL_SetMouseFocus(SDL_Window* window) {}
Uint32 SDL_GetMouseState(int* x, int* y) { return 0; }
SDL_bool SDL_GetRelativeMouseMode(void) { return SDL_FALSE; }
int SDL_SetRelativeMouseMode(SDL_bool enabled) { return -1; }
int SDL_ShowCursor(int toggle) { return SDL_ENABLE; }
int SDL_UpdateMouseCapture(SDL_bool force_release) { return 0; }
void SDL_WarpMouseInWindow(SDL_Window* window, int x, int y) {}
void SDL_PerformWarpMouseInWindow(SDL_Window* window, int x, int y, SDL_bool ignore_relative_mode) {}

int SDL_TouchInit(void) { return 0; }
void SDL_TouchQuit(void) {}

const char* SDL_GetHint(const char* name) { return NULL; }
SDL_bool SDL_GetHintBoolean(const char* name, SDL_bool otherwise) { return otherwise; }
SDL_bool SDL_SetHint(const char* name, const char* value) { return SDL_FALSE; }
void SDL_ClearHints(void) {}

void SDL_LogInit(void) {}
void SDL_LogQuit(void) {}
void SDL_Log(const char* format, ...) {}
void SDL_LogWarn(int category, const char* format, ...) {}
void SDL_AssertionsQuit(void) {}
int SDL_SetError(const char* format, ...) { return -1; }
int SDL_Error(SDL_errorcode code) { return -1; }
const char* SDL_GetError(void) { return ""; }
void SDL_ClearError(void) {}
int SDL_snprintf(char* text, size_t size, const char* format, ...) {
    *text = '\0';
    return 0;
}
char* SDL_getenv(const char* name) { return NULL; }

// One thread: what belongs to it belongs to all. SDL keeps the current window and the current context here.
static const void* of_thread[4];
SDL_TLSID SDL_TLSCreate(void) {
    static SDL_TLSID last;
    return ++last;
}
void* SDL_TLSGet(SDL_TLSID id) { return (void*)of_thread[id]; }
int SDL_TLSSet(SDL_TLSID id, const void* value, void (*destroy)(void*)) {
    of_thread[id] = value;
    return 0;
}
void SDL_InitTLSData(void) {}
void SDL_QuitTLSData(void) {}
SDL_threadID SDL_ThreadID(void) { return 0; }

SDL_Renderer* SDL_GetRenderer(SDL_Window* window) { return NULL; }
void SDL_DestroyRendererWithoutFreeing(SDL_Renderer* renderer) {}
SDL_Surface* SDL_ConvertSurfaceFormat(SDL_Surface* surface, Uint32 format, Uint32 flags) { return NULL; }
void SDL_FreeSurface(SDL_Surface* surface) {}
int Emscripten_CreateWindowFramebuffer(_THIS, SDL_Window* window, Uint32* format, void** pixels, int* pitch) {
    return -1;
}
int Emscripten_UpdateWindowFramebuffer(_THIS, SDL_Window* window, const SDL_Rect* rects, int count) {
    return -1;
}
void Emscripten_DestroyWindowFramebuffer(_THIS, SDL_Window* window) {}

void SDL_UnloadObject(void* handle) {}

// Only reached in programs built with Asyncify.
void emscripten_sleep(unsigned int milliseconds) {}

// Nothing looks OpenGL ES functions up by name (so SDL_GL_GetAttribute and SDL_GL_ExtensionSupported find
// nothing); this keeps Emscripten's whole table of them out of the program.
void (*eglGetProcAddress(const char* name))(void) { return NULL; }

// No full screen.
EMSCRIPTEN_RESULT emscripten_request_fullscreen_strategy(const char* target, EM_BOOL defer,
                                                         const EmscriptenFullscreenStrategy* how) {
    return EMSCRIPTEN_RESULT_NOT_SUPPORTED;
}
EMSCRIPTEN_RESULT emscripten_exit_fullscreen(void) { return EMSCRIPTEN_RESULT_NOT_SUPPORTED; }
