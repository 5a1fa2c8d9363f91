#include "analytics/metrics_files.hpp"

#include <limits>
#include <optional>

#include "analytics/csv_text.hpp"
#include "analytics/json_out.hpp"

namespace ensaio::analytics {
namespace {

/// What the rows of one place have in common, as the beginning of each: {"study":…,"id":"…"
std::string beginning_of(const MetricRow& row) {
    std::string json;
    const auto text = [&](std::string_view name, std::string_view value) {
        json += json.empty() ? "{\"" : ",\"";
        json.append(name).append("\":");
        core::append_json_string(json, value);
    };
    text("study", row.study);
    text("study_version", row.study_version);
    text("prototype", row.prototype);
    text("prototype_version", row.prototype_version);
    json += ",\"round\":" + std::to_string(row.round);
    text("segment", row.segment);
    text("scope", row.scope);
    text("task", row.task);
    text("id", row.id);
    return json;
}

void append_measured(std::string& json, const MetricRow& row) {
    json += ",\"metric\":";
    core::append_json_string(json, row.metric);
    json += ",\"unit\":";
    core::append_json_string(json, row.unit);
    json.append(",\"n\":").append(std::to_string(row.n));
    json.append(",\"x\":").append(row.x ? std::to_string(*row.x) : "null");
    const auto number = [&](std::string_view name, std::optional<double> value) {
        json.append(name);
        append_number(json, value.value_or(std::numeric_limits<double>::quiet_NaN()));
    };
    number(",\"value\":", row.value);
    number(",\"low\":", row.interval ? std::optional(row.interval->low) : std::nullopt);
    number(",\"high\":", row.interval ? std::optional(row.interval->high) : std::nullopt);
    json += '}';
}

}  // namespace

void write_metrics_json(const Tally& tally, std::size_t repeated, const Write& write) {
    JsonOut start;
    start.object().text("format", "ensaio-metrics-1").count("sessions", tally.sessions());
    write(start.count("repeated", repeated).str());
    write(",\"rows\":[");
    bool first = true;
    tally.rows([&](std::span<const MetricRow> rows) {
        const std::string beginning = beginning_of(rows.front());
        std::string text;
        for (const MetricRow& row : rows) {
            if (!first) text += ',';
            first = false;
            text += beginning;
            append_measured(text, row);
        }
        write(text);
    });
    write("]}\n");
}

void write_metrics_csv(const Tally& tally, const Write& write) {
    write(
        "study,study_version,prototype,prototype_version,round,segment,scope,task,id,metric,unit,n,x,value,"
        "low,high\r\n");
    tally.rows([&](std::span<const MetricRow> rows) {
        std::string text;
        for (const MetricRow& row : rows) text += csv_of(row);
        write(text);
    });
}

std::string csv_of(const MetricRow& row) {
    std::string csv;
    for (const std::string* text : {&row.study, &row.study_version, &row.prototype, &row.prototype_version}) {
        append_csv_text(csv, *text);
        csv += ',';
    }
    csv += std::to_string(row.round);
    for (const std::string_view text : {std::string_view(row.segment), row.scope, std::string_view(row.task),
                                        std::string_view(row.id), std::string_view(row.metric), row.unit}) {
        csv += ',';
        append_csv_text(csv, text);
    }
    csv += ',' + std::to_string(row.n) + ',';
    if (row.x) csv += std::to_string(*row.x);
    csv += ',';
    append_number(csv, row.value);
    csv += ',';
    if (row.interval) append_number(csv, row.interval->low);
    csv += ',';
    if (row.interval) append_number(csv, row.interval->high);
    csv += "\r\n";
    return csv;
}

}  // namespace ensaio::analytics
