#include "session/header_json.hpp"

#include <cereal/cereal.hpp>

#include <algorithm>
#include <array>
#include <utility>

#include "core/json.hpp"
#include "core/limits.hpp"
#include "core/text.hpp"
#include "session/chunk.hpp"
#include "session/record_bytes.hpp"

namespace ensaio::session {

namespace {

inline constexpr std::int32_t kMaxUtcOffset = 24 * 60;  // minutes
inline constexpr std::size_t kMaxHeaderBytes = 4'000;

void put_name(std::string& json, std::string_view name) {
    json += json.empty() ? '{' : ',';
    json.append("\"").append(name).append("\":");
}

// A text that the reader would refuse must not cost the whole session: it is left out.
void put(std::string& json, std::string_view name, std::string_view text) {
    put_name(json, name);
    const bool control =
        std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
    if (control || text.size() > core::kMaxIdBytes || !core::is_valid_utf8(text)) text = {};
    core::append_json_string(json, text);
}

template <class Number>
    requires std::is_arithmetic_v<Number>
void put(std::string& json, std::string_view name, Number number) {
    put_name(json, name);
    if constexpr (std::is_same_v<Number, bool>) {
        json += number ? "true" : "false";
    } else {
        json += std::to_string(number);
    }
}

bool in_limits(const Header& header) {
    const std::array texts = {&header.participant,  &header.study,           &header.prototype,
                              &header.study_hash,   &header.prototype_hash,  &header.program,
                              &header.device,       &header.consent_version, &header.consent_hash,
                              &header.consent_given};
    return id_from_hex(header.id) &&
           std::ranges::all_of(texts,
                               [](const std::string* text) { return text->size() <= core::kMaxIdBytes; }) &&
           header.started <= kMaxTime && header.utc_offset >= -kMaxUtcOffset &&
           header.utc_offset <= kMaxUtcOffset;
}

}  // namespace

static void load(core::JsonReader& json, Header& header) {
    using cereal::make_nvp;
    json(make_nvp("id", header.id), make_nvp("participant", header.participant),
         make_nvp("study", header.study), make_nvp("prototype", header.prototype),
         make_nvp("study_hash", header.study_hash), make_nvp("prototype_hash", header.prototype_hash),
         make_nvp("program", header.program), make_nvp("device", header.device),
         make_nvp("started", header.started), make_nvp("utc_offset", header.utc_offset),
         make_nvp("seed", header.seed), make_nvp("made_up_data", header.made_up_data),
         core::optional_nvp("consent_version", header.consent_version),
         core::optional_nvp("consent_hash", header.consent_hash),
         core::optional_nvp("consent_given", header.consent_given));
}

std::string header_json(const Header& header) {
    std::string json;
    put(json, "id", header.id);
    put(json, "participant", header.participant);
    put(json, "study", header.study);
    put(json, "prototype", header.prototype);
    put(json, "study_hash", header.study_hash);
    put(json, "prototype_hash", header.prototype_hash);
    put(json, "program", header.program);
    put(json, "device", header.device);
    put(json, "started", std::min(header.started, kMaxTime));
    put(json, "utc_offset", std::clamp(header.utc_offset, -kMaxUtcOffset, kMaxUtcOffset));
    put(json, "seed", header.seed);
    put(json, "made_up_data", header.made_up_data);
    put(json, "consent_version", header.consent_version);
    put(json, "consent_hash", header.consent_hash);
    put(json, "consent_given", header.consent_given);
    return json + '}';
}

std::optional<Header> read_header(std::string_view text) {
    core::JsonReader json(text, kMaxHeaderBytes);
    Header header;
    json(header);
    // A later program may have added members.
    const bool readable = std::ranges::all_of(
        json.in_file_order(), [](const core::Error& error) { return error.code == "json.unknown_member"; });
    return readable && in_limits(header) ? std::optional(std::move(header)) : std::nullopt;
}

}  // namespace ensaio::session
