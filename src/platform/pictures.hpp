// The pictures of a prototype as textures. Their bytes never come in here: the browser decodes them and puts
// them into the texture that is bound for them.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "view/painter.hpp"

namespace ensaio::platform {

class Pictures {
public:
    /// Makes a texture for the picture and leaves it bound.
    void add(const std::string& id);
    /// The picture cannot be shown: its words stand for it.
    void refuse(const std::string& id);
    void remove(const std::string& id);
    /// The context was lost, and every texture with it.
    void forget() { all_.clear(); }

    std::span<const view::Picture> all() const { return all_; }

private:
    std::vector<view::Picture> all_;
};

}  // namespace ensaio::platform
