// The words that people type: currencies, events by their names.
#include "app/explain_record.h"
#include "base/assert.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace openend;
  const std::string text(reinterpret_cast<const char*>(data), size);
  if (const auto currency = Currency::parse(text)) OE_ASSERT(currency->code() == text, "a currency is its code");
  if (const auto name = app::EventName::parse(text)) {
    std::string again =
        text.substr(0, text.find(':')) + ":" + name->portfolio + ":" + name->kind + ":" + name->reference;
    if (name->date) again += "@" + name->date->text();
    OE_ASSERT(again == text, "an event's name is taken apart without loss");
  }
  return 0;
}
