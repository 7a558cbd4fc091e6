// event/codec_flow.cpp - floor 2
//
// Decisions on struck days as bytes.
#include "event/codec_parts.h"
#include "event/flow.h"

namespace openend::event {

Bytes encode(const Decision& d) {
  Bytes bytes;
  ByteWriter out(bytes);
  out.put(d.version);
  for (const auto* text : {&d.digest, &d.who, &d.check, &d.subject, &d.reason}) out.put_text(*text);
  return bytes;
}
bool decode(ByteView bytes, Decision& d) {
  ByteReader in(bytes);
  d.version = in.get<std::uint16_t>();
  for (auto* text : {&d.digest, &d.who, &d.check, &d.subject, &d.reason}) *text = get_string(in);
  return in.ok() && in.at_end();
}

}  // namespace openend::event
