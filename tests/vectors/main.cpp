// vectors FILE: holds the program's functions against a file of numbers from rules and publications.
//
// FILE is CSV with the header id,topic,inputs_json,expected_json,source,status. For every expected key one line is
// printed, "pass|FAIL|unsupported id topic key expected got"; then the counts. Exit 0, 1 where a key failed, 2 on wrong
// usage, 3 where the file can not be read.
#include <fstream>
#include <iostream>
#include <sstream>

#include "topics.h"

namespace openend::vectors {

Adapter find_topic(std::string_view name) {
  static const std::vector<Topic> topics = [] {
    std::vector<Topic> all;
    for (const auto& part : {bond_topics(), treasury_topics(), discount_topics(), gain_topics(), fund_topics()}) {
      all.insert(all.end(), part.begin(), part.end());
    }
    return all;
  }();
  for (const Topic& topic : topics) {
    if (topic.name == name) return topic.answer;
  }
  return nullptr;
}

namespace {

using nlohmann::json;

struct Unreadable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The fields of each record, quotes and line breaks inside them as RFC 4180 has them.
std::vector<std::vector<std::string>> read_csv(const std::string& text) {
  std::vector<std::vector<std::string>> records;
  std::vector<std::string> record;
  std::string field;
  bool quoted = false, any = false;
  const auto end_field = [&] { record.push_back(std::exchange(field, {})); };
  const auto end_record = [&] {
    end_field();
    records.push_back(std::exchange(record, {}));
    any = false;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c != '"') {
        field += c;
      } else if (i + 1 < text.size() && text[i + 1] == '"') {
        field += text[++i];
      } else {
        quoted = false;
      }
    } else if (c == '"' && field.empty()) {
      quoted = any = true;
    } else if (c == ',') {
      end_field();
      any = true;
    } else if (c == '\n') {
      if (any) end_record();  // an empty line says nothing
    } else if (c != '\r') {
      field += c;
      any = true;
    }
  }
  if (quoted) throw Unreadable("a quoted field does not end");
  if (any) end_record();
  return records;
}

struct Counts {
  int pass = 0, fail = 0, unsupported = 0;
};

void report(Counts& counts, Verdict verdict, const std::string& what, const std::string& expected,
            const std::string& got) {
  const char* word = "pass";
  if (verdict == Verdict::Fail) word = "FAIL";
  if (verdict == Verdict::Unsupported) word = "unsupported";
  ++(verdict == Verdict::Pass ? counts.pass : verdict == Verdict::Fail ? counts.fail : counts.unsupported);
  std::cout << word << " " << what << " " << expected << " " << got << "\n";
}

std::string plain(const json& value) { return value.is_string() ? value.get<std::string>() : value.dump(); }

void play(Counts& counts, const std::string& id, const std::string& topic, const json& inputs, const json& expected) {
  Answers answers;
  std::string refused, unsupported;
  const Adapter adapter = find_topic(topic);
  if (adapter == nullptr) {
    unsupported = "topic";
  } else {
    try {
      Result<Answers> result = adapter(Fields(inputs));
      if (result) {
        answers = std::move(result).value();
      } else {
        refused = result.refusals()[0].code;
      }
    } catch (const Unsupported& why) {
      unsupported = why.what();
    }
  }
  const auto tol = expected.contains("tol") ? read_number(expected["tol"]) : std::nullopt;
  const auto tolerance = tol ? std::optional(tol->value) : std::nullopt;
  for (const auto& wanted : expected.items()) {
    const std::string& key = wanted.key();
    if (key == "note" || key == "tol") continue;
    const std::string what = id + " " + topic + " " + key;
    const auto found = answers.find(key);
    if (!refused.empty()) {
      report(counts, Verdict::Fail, what, plain(wanted.value()), "refused:" + refused);
    } else if (found == answers.end()) {
      report(counts, Verdict::Unsupported, what, plain(wanted.value()), unsupported.empty() ? "-" : unsupported);
    } else {
      const Comparison one = compare(key, wanted.value(), found->second, tolerance);
      report(counts, one.verdict, what, plain(wanted.value()), one.got);
    }
  }
}

int run(const char* path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  if (!file) throw Unreadable("it can not be opened");
  const auto records = read_csv(text.str());
  const std::vector<std::string> header{"id", "topic", "inputs_json", "expected_json", "source", "status"};
  if (records.empty() || records[0] != header) throw Unreadable("its first line is not the header of a vector file");
  Counts counts;
  for (std::size_t i = 1; i < records.size(); ++i) {
    const auto& record = records[i];
    if (record.size() != header.size()) throw Unreadable("record " + std::to_string(i) + " has not six fields");
    const json inputs = json::parse(record[2], nullptr, false), expected = json::parse(record[3], nullptr, false);
    if (!inputs.is_object() || !expected.is_object()) throw Unreadable("record " + record[0] + " holds no JSON object");
    play(counts, record[0], record[1], inputs, expected);
  }
  std::cout << counts.pass << " passed, " << counts.fail << " failed, " << counts.unsupported << " unsupported\n";
  return counts.fail == 0 ? 0 : 1;
}

}  // namespace
}  // namespace openend::vectors

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: vectors FILE\n";
    return 2;
  }
  try {
    return openend::vectors::run(argv[1]);
  } catch (const openend::vectors::Unreadable& why) {
    std::cerr << argv[1] << " can not be read: " << why.what() << "\n";
    return 3;
  }
}
