#include "analytics/metrics_files.hpp"

#include "analytics/json_out.hpp"

namespace ensaio::analytics {
namespace {

void append_text(std::string& csv, std::string_view text) {
    // Ids come from prototypes, which anybody writes: no spreadsheet may take one for a formula.
    const bool formula = !text.empty() && std::string_view("=+-@\t\r").contains(text.front());
    csv += '"';
    if (formula) csv += '\'';
    for (const char c : text) {
        if (c == '"') csv += '"';
        csv += c;
    }
    csv += '"';
}

void append(JsonOut& out, const MetricRow& row) {
    out.object().text("study", row.study).text("study_version", row.study_version);
    out.text("prototype", row.prototype).text("prototype_version", row.prototype_version);
    out.count("round", row.round).text("segment", row.segment).text("scope", row.scope);
    out.text("task", row.task).text("id", row.id).text("metric", row.metric).text("unit", row.unit);
    out.count("n", row.n);
    if (row.x) {
        out.count("x", *row.x);
    } else {
        out.null("x");
    }
    out.number("value", row.value);
    out.number("low", row.interval ? std::optional(row.interval->low) : std::nullopt);
    out.number("high", row.interval ? std::optional(row.interval->high) : std::nullopt).end();
}

}  // namespace

void write_metrics_json(const Tally& tally, std::size_t repeated, const Write& write) {
    JsonOut start;
    start.object().text("format", "ensaio-metrics-1").count("sessions", tally.sessions());
    write(start.count("repeated", repeated).str());
    write(",\"rows\":[");
    bool first = true;
    tally.rows([&](std::span<const MetricRow> rows) {
        std::string text;
        for (const MetricRow& row : rows) {
            JsonOut out;
            append(out, row);
            if (!first) text += ',';
            first = false;
            text += out.str();
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
        append_text(csv, *text);
        csv += ',';
    }
    csv += std::to_string(row.round);
    for (const std::string_view text : {std::string_view(row.segment), row.scope, std::string_view(row.task),
                                        std::string_view(row.id), std::string_view(row.metric), row.unit}) {
        csv += ',';
        append_text(csv, text);
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
