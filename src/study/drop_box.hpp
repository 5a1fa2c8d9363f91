// Where a finished session may be put, closed with the study's public key, by whoever agreed to it: one
// folder on the web that takes PUT. Part of a study (docs/formats/study.md).
#pragma once

#include <string>
#include <string_view>

#include "core/mistakes.hpp"

namespace ensaio::study {

struct DropBox {
    std::string address;  // of the folder: https, ends in "/", maybe with a query behind it
    std::string key;      // public key of the age format (X25519): "age1…"
    std::string place;    // where that is, in words that people understand
};

/// Reports study.empty_text, json.too_long, study.drop_box_address, study.drop_box_key, study.drop_box_place
/// (it is no line of visible letters) and, where the private key stands in the public one's place,
/// study.drop_box_private_key. `where`: path of the drop box.
void check_drop_box(const DropBox& drop_box, const std::string& where, core::Mistakes& mistakes);

/// Whether a browser may put something there: "https://host/…/", or http on this very machine (for tests).
/// No name and password before the host, no "#", ASCII only.
bool is_drop_box_address(std::string_view address);

/// Whether it is an age X25519 recipient: Bech32 (BIP 173) of 32 bytes with the prefix "age", in small
/// letters.
bool is_age_key(std::string_view key);

/// The host of an address, as a person reads it: "nuvem.exemplo.gov.br". Empty: it is no address.
std::string_view host_of(std::string_view address);

}  // namespace ensaio::study
