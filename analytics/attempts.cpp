#include "analytics/attempts.hpp"

#include <optional>

#include "analytics/csv_text.hpp"
#include "analytics/json_out.hpp"

namespace ensaio::analytics {
namespace {

class Line {
public:
    explicit Line(std::string& csv) : csv_(csv) {}

    Line& text(std::string_view text) {
        next();
        append_csv_text(csv_, text);
        return *this;
    }
    Line& number(std::optional<double> value) {
        next();
        if (value) append_number(csv_, *value);
        return *this;
    }
    Line& count(std::optional<std::size_t> value) {
        next();
        if (value) csv_ += std::to_string(*value);
        return *this;
    }
    void end() { csv_ += "\r\n"; }

private:
    void next() {
        if (!first_) csv_ += ',';
        first_ = false;
    }

    std::string& csv_;
    bool first_ = true;
};

std::optional<std::size_t> if_known(std::optional<unsigned> number) {
    return number ? std::optional<std::size_t>(*number) : std::nullopt;
}

}  // namespace

std::string_view attempts_header() {
    return "study,study_version,prototype,prototype_version,round,session,participant,device,modality,task,"
           "outcome,helps,active_s,total_s,pauses_s,first_action_s,screens,backtracks,detour,lostness,"
           "validation_errors,clicks,dead_clicks,ease\r\n";
}

void append_attempts(std::string& csv, const session::Opened& opened, const SessionMeasures& measures) {
    const session::Header& header = opened.session.header;
    for (const TaskMeasures& task : measures.tasks) {
        Line line(csv);
        line.text(header.study).text(std::string_view(header.study_hash).substr(0, 8));
        line.text(header.prototype).text(std::string_view(header.prototype_hash).substr(0, 8));
        line.count(opened.study.round).text(header.id).text(header.participant).text(header.device);
        line.text(measures.modality).text(opened.study.tasks[task.task].id).text(outcome_name(task.outcome));
        line.count(task.helps).number(task.active_s).number(task.total_s).number(task.pauses_s);
        line.number(task.first_action_s).count(task.screens).count(task.backtracks);
        line.count(if_known(task.detour)).number(task.lostness).count(task.validation_errors);
        line.count(task.clicks).count(task.dead_clicks);
        line.count(task.ease ? std::optional<std::size_t>(*task.ease) : std::nullopt).end();
    }
}

}  // namespace ensaio::analytics
