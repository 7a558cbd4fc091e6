// event/codec_statement.cpp - floor 2
//
// Statements of other parties and explanations of differences as bytes.
#include <algorithm>

#include "event/codec_parts.h"
#include "event/sound.h"
#include "event/statement.h"

namespace openend::event {

Bytes encode(const std::vector<StatedBalance>& statement) {
  return encode_list(statement, [](ByteWriter& out, const StatedBalance& line) {
    out.put_text(line.subject);
    put(out, line.amount);
    out.put(line.row);
  });
}
bool decode(ByteView bytes, std::vector<StatedBalance>& statement) {
  const bool whole = decode_list(bytes, statement, [](ByteReader& in) {
    StatedBalance line;
    line.subject = get_string(in);
    line.amount = get_fixed(in);
    line.row = in.get<std::uint32_t>();
    return line;
  });
  return whole &&
         std::all_of(statement.begin(), statement.end(), [](const auto& line) { return is_sound(line.amount); });
}

Bytes encode(const std::vector<Explanation>& explanations) {
  return encode_list(explanations, [](ByteWriter& out, const Explanation& e) {
    out.put(e.of);
    out.put_text(e.subject);
    put(out, e.amount);
    out.put_text(e.reason);
    out.put_text(e.who);
    out.put(e.row);
  });
}
bool decode(ByteView bytes, Date date, std::vector<Explanation>& explanations) {
  const bool whole = decode_list(bytes, explanations, [date](ByteReader& in) {
    Explanation e;
    e.of = in.get<StatementOf>();
    e.subject = get_string(in);
    e.amount = get_fixed(in);
    e.reason = get_string(in);
    e.who = get_string(in);
    e.date = date;
    e.row = in.get<std::uint32_t>();
    return e;
  });
  return whole && std::all_of(explanations.begin(), explanations.end(),
                              [](const auto& e) { return is_sound(e.amount) && e.of <= StatementOf::Shares; });
}

}  // namespace openend::event
