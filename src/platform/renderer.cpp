#include "platform/renderer.hpp"

#include <GLES2/gl2.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

namespace ensaio::platform {

namespace {

constexpr GLuint kPosition = 0, kTexel = 1, kColor = 2;

constexpr const char* kVertexShader =
    "uniform vec2 scale;"
    "attribute vec2 position,texel;"
    "attribute vec4 color;"
    "varying vec2 at;"
    "varying vec4 ink;"
    "void main(){at=texel;ink=color;gl_Position=vec4(position*scale+vec2(-1,1),0,1);}";

// Medium precision cannot tell the texels of a large atlas apart.
constexpr const char* kFragmentShader =
    "#ifdef GL_FRAGMENT_PRECISION_HIGH\n"
    "precision highp float;\n"
    "#else\n"
    "precision mediump float;\n"
    "#endif\n"
    "uniform sampler2D atlas;"
    "varying vec2 at;"
    "varying vec4 ink;"
    "void main(){gl_FragColor=ink*texture2D(atlas,at);}";

void attach(GLuint program, GLenum kind, const char* source) {
    const GLuint shader = glCreateShader(kind);
    glShaderSource(shader, 1, &source, nullptr);
    glCompileShader(shader);
    glAttachShader(program, shader);
    glDeleteShader(shader);
}

void describe(GLuint attribute, GLint size, GLenum type, std::size_t offset) {
    glEnableVertexAttribArray(attribute);
    glVertexAttribPointer(attribute, size, type, type == GL_UNSIGNED_BYTE, sizeof(ImDrawVert),
                          reinterpret_cast<const void*>(offset));
}

void bind_buffer(GLenum kind) {
    GLuint buffer = 0;
    glGenBuffers(1, &buffer);
    glBindBuffer(kind, buffer);
}

void create(ImTextureData& texture) {
    GLuint id = 0;
    glGenTextures(1, &id);
    glBindTexture(GL_TEXTURE_2D, id);
    // A pixel of a letter is one texel of its picture: view::Brush::text.
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA, texture.Width, texture.Height, 0, GL_RGBA, GL_UNSIGNED_BYTE,
                 texture.GetPixels());
    texture.SetTexID(id);
    texture.SetStatus(ImTextureStatus_OK);
}

/// New glyphs. OpenGL ES 2 reads rows without gaps: each rectangle is copied together first.
void update(ImTextureData& texture) {
    glBindTexture(GL_TEXTURE_2D, static_cast<GLuint>(texture.TexID));
    std::vector<std::uint8_t> pixels;
    for (const ImTextureRect& part : texture.Updates) {
        const std::size_t row = static_cast<std::size_t>(part.w * texture.BytesPerPixel);
        pixels.resize(row * part.h);
        for (int y = 0; y < part.h; ++y) {
            std::memcpy(pixels.data() + row * static_cast<std::size_t>(y),
                        texture.GetPixelsAt(part.x, part.y + y), row);
        }
        glTexSubImage2D(GL_TEXTURE_2D, 0, part.x, part.y, part.w, part.h, GL_RGBA, GL_UNSIGNED_BYTE,
                        pixels.data());
    }
    texture.SetStatus(ImTextureStatus_OK);
}

void forget(ImTextureData& texture) {
    texture.SetTexID(ImTextureID_Invalid);
    texture.SetStatus(ImTextureStatus_Destroyed);
}

void bring_up_to_date(ImTextureData& texture) {
    switch (texture.Status) {
        case ImTextureStatus_WantCreate: create(texture); return;
        case ImTextureStatus_WantUpdates: update(texture); return;
        case ImTextureStatus_WantDestroy: {
            const auto id = static_cast<GLuint>(texture.TexID);
            glDeleteTextures(1, &id);
            forget(texture);
            return;
        }
        default: return;
    }
}

}  // namespace

Renderer::Renderer() {
    atlas_.Flags |= ImFontAtlasFlags_NoMouseCursors | ImFontAtlasFlags_NoBakedLines;
    shared_.FontAtlas = &atlas_;
    ImFontAtlasAddDrawListSharedData(&atlas_, &shared_);
}

bool Renderer::prepare() {
    for (ImTextureData* texture : atlas_.TexList) {
        if (texture->TexID != ImTextureID_Invalid) forget(*texture);
    }
    const GLuint program = glCreateProgram();
    attach(program, GL_VERTEX_SHADER, kVertexShader);
    attach(program, GL_FRAGMENT_SHADER, kFragmentShader);
    glBindAttribLocation(program, kPosition, "position");
    glBindAttribLocation(program, kTexel, "texel");
    glBindAttribLocation(program, kColor, "color");
    glLinkProgram(program);
    scale_ = glGetUniformLocation(program, "scale");
    if (scale_ < 0) return false;  // could not be linked
    glUseProgram(program);

    bind_buffer(GL_ARRAY_BUFFER);
    bind_buffer(GL_ELEMENT_ARRAY_BUFFER);
    describe(kPosition, 2, GL_FLOAT, offsetof(ImDrawVert, pos));
    describe(kTexel, 2, GL_FLOAT, offsetof(ImDrawVert, uv));
    describe(kColor, 4, GL_UNSIGNED_BYTE, offsetof(ImDrawVert, col));
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    glEnable(GL_SCISSOR_TEST);
    glEnable(GL_BLEND);
    glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    return true;
}

ImDrawList& Renderer::begin() {
    ImFontAtlasUpdateNewFrame(&atlas_, ++frame_, true);
    list_._ResetForNewFrame();
    list_.PushTexture(atlas_.TexRef);
    return list_;
}

void Renderer::show(float width, float height, int pixel_width, int pixel_height) {
    for (ImTextureData* texture : atlas_.TexList) bring_up_to_date(*texture);
    glViewport(0, 0, pixel_width, pixel_height);
    glUniform2f(scale_, 2 / width, -2 / height);
    glBufferData(GL_ARRAY_BUFFER, list_.VtxBuffer.size_in_bytes(), list_.VtxBuffer.Data, GL_STREAM_DRAW);
    glBufferData(GL_ELEMENT_ARRAY_BUFFER, list_.IdxBuffer.size_in_bytes(), list_.IdxBuffer.Data,
                 GL_STREAM_DRAW);
    // The canvas's edge is the only clip rectangle there is.
    static_assert(sizeof(ImDrawIdx) == 4);
    for (const ImDrawCmd& command : list_.CmdBuffer) {
        glBindTexture(GL_TEXTURE_2D, static_cast<GLuint>(command.GetTexID()));
        glDrawElements(GL_TRIANGLES, static_cast<GLsizei>(command.ElemCount), GL_UNSIGNED_INT,
                       reinterpret_cast<const void*>(command.IdxOffset * sizeof(ImDrawIdx)));
    }
}

}  // namespace ensaio::platform
