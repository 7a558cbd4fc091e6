#include "base/bytes.h"

#include <gtest/gtest.h>

namespace openend {
namespace {

TEST(Bytes, give_back_small_numbers_and_large_ones) {
  const struct {
    std::int64_t number;
    std::size_t size;
  } rows[] = {{0, 1},     {-1, 1},     {63, 1},    {-64, 1},        {64, 2},
              {8'191, 2}, {-8'192, 2}, {8'192, 3}, {INT64_MAX, 10}, {INT64_MIN, 10}};
  for (const auto& row : rows) {
    Bytes bytes;
    ByteWriter(bytes).put_small(row.number);
    EXPECT_EQ(bytes.size(), row.size) << row.number;
    ByteReader reader(bytes);
    EXPECT_EQ(reader.get_small(), row.number);
    EXPECT_TRUE(reader.ok() && reader.at_end());
    bytes.pop_back();
    ByteReader torn(bytes);
    EXPECT_EQ(torn.get_small(), 0) << row.number;
    EXPECT_FALSE(torn.ok());
  }
  const Bytes endless(11, 0xff);
  ByteReader reader(endless);
  reader.get_small();
  EXPECT_FALSE(reader.ok());
}

TEST(Bytes, give_back_what_was_put_in) {
  Bytes bytes;
  ByteWriter writer(bytes);
  const std::vector<std::int64_t> column{1, -2, 3}, empty;
  writer.put(std::uint16_t{0x1234});
  writer.put(std::int64_t{-5});
  writer.put_text("NAV");
  writer.put_text("");
  writer.put_column<std::int64_t>(column);
  writer.put_column<std::int64_t>(empty);
  EXPECT_EQ(bytes[0], 0x34) << "the low byte comes first";
  EXPECT_EQ(bytes[1], 0x12);

  ByteReader reader(bytes);
  EXPECT_EQ(reader.get<std::uint16_t>(), 0x1234);
  EXPECT_EQ(reader.get<std::int64_t>(), -5);
  EXPECT_EQ(reader.get_text(), "NAV");
  EXPECT_EQ(reader.get_text(), "");
  std::vector<std::int64_t> read{9};
  reader.get_column(read);
  EXPECT_EQ(read, column);
  reader.get_column(read);
  EXPECT_TRUE(read.empty());
  EXPECT_TRUE(reader.ok());
  EXPECT_TRUE(reader.at_end());
}

TEST(Bytes, a_cut_record_is_noticed_at_every_place) {
  Bytes whole;
  ByteWriter writer(whole);
  const std::vector<std::int32_t> column{1, 2};
  writer.put(std::int32_t{7});
  writer.put_text("text");
  writer.put_column<std::int32_t>(column);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    ByteReader reader(ByteView(whole).first(size));
    std::vector<std::int32_t> read;
    (void)reader.get<std::int32_t>();
    (void)reader.get_text();
    reader.get_column(read);
    EXPECT_FALSE(reader.ok()) << size << " of " << whole.size() << " bytes";
    EXPECT_EQ(reader.get<std::int32_t>(), 0) << "reads stay zero once one has failed";
  }
}

TEST(Bytes, a_false_length_does_not_walk_off_the_edge) {
  const Bytes bytes{0xff, 0xff, 0xff, 0xff, 'a'};
  ByteReader text(bytes), column(bytes);
  EXPECT_EQ(text.get_text(), "");
  EXPECT_FALSE(text.ok());
  std::vector<std::int64_t> read;
  column.get_column(read);
  EXPECT_TRUE(read.empty());
  EXPECT_FALSE(column.ok());
}

}  // namespace
}  // namespace openend
