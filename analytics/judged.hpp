// What people judged of the problems, as it stands in the worksheet: what the report shows of it.
#pragma once

#include <string>
#include <vector>

#include "analytics/worksheet.hpp"

namespace ensaio::analytics {

struct Judged {
    std::string id, problem;     // "P-003", in words
    int impact = 0, effort = 0;  // 1 to 5
    std::string action;          // what is to be done about it; may be empty
};

/// The problems of *Definir* to which people gave an impact and an effort, the first to be solved first.
std::vector<Judged> judged_in(const Worksheet& worksheet);

}  // namespace ensaio::analytics
