// The rows of `ensaio metrics` as text. docs/formats/metrics.md
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "analytics/tally.hpp"

namespace ensaio::analytics {

/// Where text goes, piece by piece.
using Write = std::function<void(std::string_view)>;

/// {"format":"ensaio-metrics-1","sessions":…,"repeated":…,"rows":[{…}]}
void write_metrics_json(const Tally& tally, std::size_t repeated, const Write& write);
/// RFC 4180, the first row the names; what is not known is empty.
void write_metrics_csv(const Tally& tally, const Write& write);
/// One row of it.
std::string csv_of(const MetricRow& row);

}  // namespace ensaio::analytics
