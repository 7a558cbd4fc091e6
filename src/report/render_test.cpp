#include "report/render.h"

#include <gtest/gtest.h>

namespace openend::report {
namespace {

Report sample() {
  Report report;
  report.kind = "sample";
  report.title = "A <sample>";
  report.trust = "Trust & Co.";
  report.portfolio = "alpha";
  report.portfolio_name = "Alpha \"A\"";
  report.date = Date::of(1996, 12, 31);
  report.digest = "abc";
  Table table{"one", "Table one", {{"name", "Name", Align::Left}, {"value", "Value", Align::Right}}, {}};
  table.rows = {{Row::Kind::Heading, 0, {"Stocks", ""}},
                {Row::Kind::Item, 1, {"Smith, \"Jr.\" & <Sons>", "-1234567.50"}},
                {Row::Kind::Total, 0, {"Total", "12"}}};
  report.tables = {table, {"two", "Table two", {{"note", "Note", Align::Left}}, {{Row::Kind::Item, 0, {"a\nb\x01"}}}}};
  report.notes = {"it's <b>"};
  return report;
}

TEST(Render, digits_are_grouped_only_in_numbers) {
  const std::pair<const char*, const char*> rows[] = {
      {"0", "0"},
      {"999", "999"},
      {"1000", "1,000"},
      {"-1234567.50", "-1,234,567.50"},
      {"123456", "123,456"},
      {"-123", "-123"},
      {"0.58068639", "0.58068639"},
      {"1000.1234", "1,000.1234"},
      {"", ""},
      {"1997-03-04", "1997-03-04"},
      {"-", "-"},
      {"12a", "12a"},
  };
  for (const auto& [cell, grouped] : rows) EXPECT_EQ(group_digits(cell), grouped);
}

TEST(Render, csv_quotes_what_must_be_quoted_and_separates_tables) {
  EXPECT_EQ(render_csv(sample()),
            "table,row,name,value\n"
            "one,heading,Stocks,\n"
            "one,item,\"Smith, \"\"Jr.\"\" & <Sons>\",-1234567.50\n"
            "one,total,Total,12\n"
            "\n"
            "table,row,note\n"
            "two,item,\"a\nb\x01\"\n");
}

TEST(Render, json_escapes_and_keeps_money_as_text) {
  const std::string json = render_json(sample());
  EXPECT_NE(json.find(R"("portfolio_name": "Alpha \"A\"")"), std::string::npos);
  EXPECT_NE(json.find(R"({"kind": "item", "indent": 1, "name": "Smith, \"Jr.\" & <Sons>", "value": "-1234567.50"})"),
            std::string::npos);
  EXPECT_NE(json.find(R"("note": "a\nb\u0001")"), std::string::npos);
  EXPECT_NE(json.find(R"("estimate": false)"), std::string::npos);
}

TEST(Render, html_is_a_complete_document_with_everything_escaped) {
  const std::string html = render_html(sample());
  EXPECT_TRUE(html.starts_with("<!doctype html>\n<html lang=\"en\">"));
  EXPECT_NE(html.find("<h1>A &lt;sample&gt;</h1>"), std::string::npos);
  EXPECT_NE(html.find("<th scope=\"row\" class=\"in1\">Smith, &quot;Jr.&quot; &amp; &lt;Sons&gt;</th>"),
            std::string::npos);
  EXPECT_NE(html.find("<td class=\"number\">-1,234,567.50</td>"), std::string::npos);
  EXPECT_NE(html.find("<li>it&#39;s &lt;b&gt;</li>"), std::string::npos);
  EXPECT_EQ(html.find("<Sons>"), std::string::npos);
}

TEST(Render, text_aligns_and_rules_totals) {
  const std::string text = render_text(sample());
  EXPECT_NE(text.find("Name                             Value\n"
                      "--------------------------------------\n"
                      "Stocks\n"
                      "  Smith, \"Jr.\" & <Sons>  -1,234,567.50\n"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("Total                               12\n"
                      "                         =============\n"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("\na b\n"), std::string::npos) << "a control character does not reach the terminal";
  EXPECT_TRUE(text.ends_with("digest abc\n"));
}

TEST(Render, text_wraps_long_cells_at_words_and_counts_characters) {
  Report report = sample();
  report.tables = {{"t", "T", {{"name", "Name", Align::Left}, {"value", "Value", Align::Right}}, {}}};
  std::string words;
  for (int i = 0; i < 10; ++i) words += "Société ";  // 8 characters each, 10 bytes
  report.tables[0].rows = {{Row::Kind::Item, 0, {words + "end", "1"}},
                           {Row::Kind::Item, 0, {std::string(70, 'x'), "2"}}};
  const std::string text = render_text(report);
  EXPECT_NE(text.find("Société Société Société Société Société Société Société           1\n"), std::string::npos)
      << text;
  EXPECT_NE(text.find("\n  Société Société Société end\n"), std::string::npos) << text;
  EXPECT_NE(text.find(std::string(60, 'x')), std::string::npos) << "a word longer than the column is cut and goes on";
  EXPECT_NE(text.find("\n  " + std::string(10, 'x') + "\n"), std::string::npos);
}

TEST(Render, an_empty_report_renders_in_every_format) {
  Report report;
  report.tables = {{"t", "T", {{"name", "Name", Align::Left}}, {}}, {"u", "U", {}, {}}};
  for (const Format format : {Format::Text, Format::Csv, Format::Json, Format::Html}) {
    EXPECT_FALSE(render(report, format).empty());
  }
  EXPECT_NE(render(report, Format::Text).find("(none)"), std::string::npos);
}

}  // namespace
}  // namespace openend::report
