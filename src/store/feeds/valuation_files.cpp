// store/feeds/valuation_files.cpp - floor 6
//
// Fair values, the register of approvals, and index levels.
#include <algorithm>
#include <map>
#include <set>

#include "event/codec.h"
#include "store/feeds/readers.h"

namespace openend::store::feeds {

namespace {

template <class T>
Batches batch_a_day(const CsvFile& csv, event::BatchKind kind, const std::map<Date, std::vector<T>>& days) {
  if (!csv.ok()) return csv.faults();
  std::vector<Batch> batches;
  for (const auto& [date, items] : days)
    batches.push_back(make_batch(kind, {}, date, items.size(), event::encode(items)));
  return std::pair{std::move(batches), csv.rows_read()};
}

}  // namespace

/// LAW   Spec V-5: a determination says who made it, when, how, from what and why, and until when it holds.
Batches read_fair_values(const Reading& in) {
  enum : std::size_t {
    kId,
    kDate,
    kPortfolio,
    kSecurity,
    kValue,
    kLevel,
    kMethod,
    kInputs,
    kReason,
    kWho,
    kReview,
    kExpires
  };
  static constexpr ColumnRule kColumns[] = {
      {"id"},     {"date"},          {"portfolio", false}, {"security"}, {"value", false},       {"level", false},
      {"method"}, {"inputs", false}, {"reason"},           {"who"},      {"next_review", false}, {"expires", false}};
  TRY(CsvFile csv, CsvFile::open(in.file, kColumns, in.mapping));
  std::map<Date, std::vector<event::FairValue>> days;
  std::set<std::string, std::less<>> ids;
  PortfolioColumn portfolios;
  SecurityColumn securities;
  while (csv.next()) {
    event::FairValue v;
    if (const auto id = csv.word(kId)) {
      v.id = *id;
      if (!ids.insert(v.id).second)
        csv.fault(kId, "E-FAIR-001", "the determination stands twice", "each id once", "remove one of the rows");
    }
    v.date = csv.date(kDate).value_or(Date{});
    if (csv.has(kPortfolio)) {
      if (const auto* portfolio = portfolios.read(csv, kPortfolio, in.registry)) v.portfolio = portfolio->id;
    }
    v.security = securities.read(csv, kSecurity, in.registry);
    if (csv.has(kExpires)) v.expires = csv.date(kExpires);
    if (csv.has(kReview)) v.next_review = csv.date(kReview);
    if (csv.has(kValue)) {
      v.value = csv.number(kValue, kMostPlaces);
      if (v.value && v.value->coefficient < 0)
        csv.fault(kValue, "E-FAIR-002", "a fair value is less than zero", "zero or more", "correct the value");
      if (!csv.has(kExpires))
        csv.fault(kExpires, "E-FAIR-003", "a fair value has no last day", "the day on which it expires",
                  "say until when it holds; it can be determined again");
      const auto level = csv.text(kLevel);
      if (level != "1" && level != "2" && level != "3")
        csv.fault(kLevel, "E-FAIR-004", "the level of inputs is not known", "1, 2 or 3", "use one of these");
      else
        v.level = static_cast<std::uint8_t>(level[0] - '0');
    }
    for (const auto& date : {v.expires, v.next_review}) {
      if (date && *date < v.date)
        csv.fault(kDate, "E-FAIR-005", "the determination ends, or is to be reviewed, before it begins",
                  "later dates in expires and next_review", "correct one of the dates");
    }
    if (const auto method = csv.word(kMethod)) v.method = *method;
    v.inputs = csv.text(kInputs);
    if (const auto reason = csv.word(kReason)) v.reason = *reason;
    if (const auto who = csv.word(kWho)) v.who = *who;
    v.row = csv.row();
    if (!csv.ok()) continue;
    days[v.date].push_back(std::move(v));
  }
  return batch_a_day(csv, event::BatchKind::FairValues, days);
}

Batches read_approvals(const Reading& in) {
  enum : std::size_t { kFrom, kTo, kSubject, kName, kResolution };
  static constexpr ColumnRule kColumns[] = {{"from"}, {"to", false}, {"subject"}, {"name"}, {"resolution"}};
  TRY(CsvFile csv, CsvFile::open(in.file, kColumns, in.mapping));
  std::vector<entity::Approval> approvals;
  while (csv.next()) {
    entity::Approval a;
    a.from = csv.date(kFrom).value_or(Date{});
    if (csv.has(kTo)) a.to = csv.date(kTo);
    if (a.to && *a.to < a.from)
      csv.fault(kTo, "E-APPROVAL-001", "the approval ends before it begins", "from, or later",
                "correct one of the dates");
    const auto& subjects = entity::kApprovalSubjects;
    const auto subject = std::find(subjects.begin(), subjects.end(), csv.text(kSubject));
    if (subject == subjects.end())
      csv.fault(kSubject, "E-APPROVAL-002", "what is approved is not known",
                "pricing service, fair-value procedure or liquidity procedure", "use one of these");
    a.subject = static_cast<entity::ApprovalSubject>(subject - subjects.begin());
    if (const auto name = csv.word(kName)) a.name = *name;
    if (const auto resolution = csv.word(kResolution)) a.resolution = *resolution;
    const auto same = [&](const entity::Approval& b) {
      return b.from == a.from && b.subject == a.subject && b.name == a.name;
    };
    if (csv.ok() && std::any_of(approvals.begin(), approvals.end(), same))
      csv.fault(kName, "E-APPROVAL-003", "the approval stands twice", "a name once from a day on",
                "remove one of the rows");
    if (!csv.ok()) continue;
    in.registry.set_approval(a);
    approvals.push_back(std::move(a));
  }
  if (!csv.ok()) return csv.faults();
  std::vector<Batch> batches;
  if (!approvals.empty())
    batches.push_back(make_batch(event::BatchKind::Approvals, {}, {}, approvals.size(), event::encode(approvals)));
  return std::pair{std::move(batches), csv.rows_read()};
}

Batches read_index_levels(const Reading& in) {
  enum : std::size_t { kDate, kIndex, kLevel };
  static constexpr ColumnRule kColumns[] = {{"date"}, {"index"}, {"level"}};
  TRY(CsvFile csv, CsvFile::open(in.file, kColumns, in.mapping));
  std::map<Date, std::vector<event::IndexLevel>> days;
  while (csv.next()) {
    const auto date = csv.date(kDate);
    const auto index = csv.word(kIndex);
    const auto level = csv.number(kLevel, kMostPlaces);
    if (level && level->coefficient <= 0)
      csv.fault(kLevel, "E-INDEX-001", "a level is not more than zero", "a level above zero", "correct the level");
    if (!csv.ok()) continue;
    auto& levels = days[*date];
    if (std::any_of(levels.begin(), levels.end(), [&](const auto& l) { return l.index == *index; })) {
      csv.fault(kIndex, "E-INDEX-002", "the index has two levels on " + date->text(), "one level a day",
                "remove one of the rows");
      continue;
    }
    levels.push_back({std::string(*index), *level, csv.row()});
  }
  return batch_a_day(csv, event::BatchKind::IndexLevels, days);
}

}  // namespace openend::store::feeds
