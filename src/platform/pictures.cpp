#include "platform/pictures.hpp"

#include <GLES2/gl2.h>

namespace ensaio::platform {

void Pictures::add(const std::string& id) {
    remove(id);
    GLuint texture = 0;
    glGenTextures(1, &texture);
    glBindTexture(GL_TEXTURE_2D, texture);
    // Without these OpenGL ES 2 shows no texture whose sides are no powers of two.
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    all_.push_back({id, texture});
}

void Pictures::refuse(const std::string& id) {
    remove(id);
    all_.push_back({id, 0});
}

void Pictures::remove(const std::string& id) {
    std::erase_if(all_, [&](const view::Picture& picture) {
        if (picture.id != id) return false;
        const auto texture = static_cast<GLuint>(picture.texture);
        if (texture != 0) glDeleteTextures(1, &texture);
        return true;
    });
}

}  // namespace ensaio::platform
