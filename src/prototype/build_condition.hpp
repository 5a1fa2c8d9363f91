// A condition as it stands in its file, checked.
#pragma once

#include <string>
#include <unordered_map>

#include "core/mistakes.hpp"
#include "prototype/file.hpp"
#include "prototype/model.hpp"

namespace ensaio::prototype {

/// Adds the tests of conditions to `prototype`, whose fields are all there and stand in `fields` by their
/// ids. The prototype.* mistakes of prototype/read.hpp that concern conditions.
class ConditionBuilder {
public:
    ConditionBuilder(Prototype& prototype, const std::unordered_map<std::string, FieldIndex>& fields,
                     core::Mistakes& mistakes)
        : prototype_(prototype), fields_(fields), mistakes_(mistakes) {}

    Condition of(const file::Condition& from, const std::string& path);

private:
    void add_test(const file::Test& from, Condition& condition, const std::string& path);
    bool reads(FieldIndex index, TestIndex test, std::uint8_t& bit);
    void check_option(const Field& field, const std::string& value, std::string where);

    Prototype& prototype_;
    const std::unordered_map<std::string, FieldIndex>& fields_;
    core::Mistakes& mistakes_;
};

}  // namespace ensaio::prototype
