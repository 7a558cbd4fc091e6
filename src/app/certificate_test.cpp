#include "app/certificate.h"

#include <gtest/gtest.h>

namespace openend::app {
namespace {

Certificate sample() {
  Certificate c;
  c.portfolio = "growth";
  c.date = Date::of(1996, 12, 31);
  c.version = 2;
  c.through = 41;
  c.program = "openend 0.3";
  c.nav = "15.51";
  return c;
}

TEST(Certificate, comes_back_from_its_text) {
  const std::string text = text_of(sample());
  const auto read = read_certificate("c.json", text);
  ASSERT_TRUE(read);
  EXPECT_EQ(text_of(read.value()), text);
}

TEST(Certificate, is_refused_where_a_line_is_missing_or_has_another_shape) {
  struct Row {
    const char *sentence, *from, *to;
  };
  for (const Row& row :
       {Row{"no number", "\"version\": 2", "\"version\": \"2\""},
        Row{"a number that would be cut to 2", "\"version\": 2", "\"version\": 4294967298"},
        Row{"below zero", "\"events_through\": 41", "\"events_through\": -1"},
        Row{"no day", "1996-12-31", "1996-13-31"}, Row{"no such key", "\"package\"", "\"packages\""}}) {
    std::string text = text_of(sample());
    text.replace(text.find(row.from), std::string_view(row.from).size(), row.to);
    const auto read = read_certificate("c.json", text);
    ASSERT_FALSE(read) << row.sentence;
    EXPECT_EQ(read.refusals()[0].code, "E-CERT-002") << row.sentence;
    EXPECT_EQ(read.refusals()[0].place.file, "c.json") << row.sentence;
  }
  EXPECT_FALSE(read_certificate("c.json", ""));
  EXPECT_FALSE(read_certificate("c.json", "[]"));
}

}  // namespace
}  // namespace openend::app
