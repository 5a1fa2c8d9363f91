// JSON out, through cereal. Apart from json.hpp, for cereal writes to a stream and only who writes should
// carry that.
#pragma once

#include "core/json.hpp"

#include <cereal/archives/json.hpp>

#include <sstream>
#include <string>

namespace ensaio::core {

/// `value` as one line of JSON, by its member function `serialize(archive)`; JsonReader reads it back.
template <class T>
std::string to_json(const T& value) {
    std::ostringstream stream;
    {
        cereal::JSONOutputArchive archive(stream, cereal::JSONOutputArchive::Options::NoIndent());
        const_cast<T&>(value).serialize(
            archive);  // not archive(value), which would put it into a member "value0"
    }
    std::string text = std::move(stream).str();
    std::erase(text, '\n');
    return text;
}

}  // namespace ensaio::core
