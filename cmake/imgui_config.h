/* What Dear ImGui is compiled with: its fonts and draw lists are used, none of its windows. The same everywhere, for
   some of these change the layout of its structures. */
#pragma once

#define IMGUI_DISABLE_OBSOLETE_FUNCTIONS
#define IMGUI_DISABLE_DEMO_WINDOWS
#define IMGUI_DISABLE_DEBUG_TOOLS
#define IMGUI_DISABLE_DEFAULT_FONT
#define IMGUI_DISABLE_FILE_FUNCTIONS
#define IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS

/* A page of text may hold more than 65 536 corners. */
#define ImDrawIdx unsigned int

/* Its own would report the mistake in a window, which brings all windows along. */
#define IM_ASSERT_USER_ERROR(_EXPR, _MSG) IM_ASSERT(_EXPR)
