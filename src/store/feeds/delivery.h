// store/feeds/delivery.h - floor 6
//
// Turns files into batches of events, against what the registry knows. Nothing is recorded here: a delivery is a value,
// whole or refused, and the app appends it in one transaction.
#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "entity/registry.h"
#include "event/event.h"
#include "store/feeds/csv.h"
#include "store/ports.h"

namespace openend::store::feeds {

/// The kinds of files, in the order in which a folder is taken.
struct FileKind {
  std::string_view word;
};
std::span<const std::string_view> file_kinds();

/// What one file became. Batches carry no source yet: the log numbers it when the delivery is appended.
struct FileDelivery {
  std::string kind, name;
  Digest digest{};  ///< of the file's bytes; the caller has it from asking whether the file is new
  std::uint64_t rows = 0;
  std::vector<Batch> batches;
};

/// A batch that the log has not numbered yet.
inline Batch make_batch(event::BatchKind kind, PortfolioId portfolio, Date day, std::size_t count, Bytes body) {
  Batch batch;
  batch.kind = static_cast<std::uint16_t>(kind);
  batch.portfolio = portfolio;
  batch.day = day;
  batch.count = static_cast<std::uint32_t>(count);
  batch.body = std::move(body);
  return batch;
}

/// How a folder's files differ from our own shape: its import.toml.
struct FolderMapping {
  std::map<std::string, Mapping, std::less<>> kinds;
  std::vector<std::string> ignore_files;
};
Result<FolderMapping> read_mapping(const TextFile& file);

/// Reads one file of a kind. New securities, classifications and the like are applied to `registry` at once, so that
/// later files of the same delivery may use them: give a copy, and keep it only if all is taken.
/// `teaches_registry(kind)`: whether the kind has such things at all.
Result<FileDelivery> read_file(std::string_view kind, const TextFile& file, entity::Registry& registry,
                               const Mapping& mapping);

bool teaches_registry(std::string_view kind);

/// The terms stated by a trust's folder.
Result<std::vector<entity::Term>> read_trust_folder(const std::string& folder);
/// The same from texts, file by file.
Result<std::vector<entity::Term>> read_trust_texts(const std::vector<TextFile>& files);

}  // namespace openend::store::feeds
