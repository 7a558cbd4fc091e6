# The rooms, from the ground up. The order is the architecture: a room links only to rooms above its line.
room(base LINK OpenSSL::Crypto)
room(money LINK oe_base)
room(debt LINK oe_money)
room(policy LINK oe_money)
room(entity LINK oe_policy)
room(filing LINK oe_entity)
room(event LINK oe_filing)
room(instrument LINK oe_event oe_debt)
# Whole, QuantLib costs every command 20 ms of loading: of the archive only what is used comes along.
find_library(QUANTLIB_ARCHIVE NAMES libQuantLib.a QuantLib REQUIRED)
room(model LINK oe_instrument ${QUANTLIB_ARCHIVE} gomp) # the archive was built with OpenMP
room(book LINK oe_instrument)
room(gains LINK oe_book)
room(value LINK oe_book)
room(fees LINK oe_value)
room(check LINK oe_fees)
room(nav LINK oe_check)
room(report LINK oe_nav)
room(day LINK oe_nav)
room(sim LINK oe_money)
room(store LINK oe_day SQLite::SQLite3 tomlplusplus::tomlplusplus pugixml::pugixml)
room(app LINK oe_store oe_sim oe_report oe_gains oe_model Threads::Threads fmt::fmt CLI11::CLI11 nlohmann_json::nlohmann_json date::date-tz)

# The law's dated facts travel inside the program, so that it needs no files beside it.
file(READ ${CMAKE_CURRENT_SOURCE_DIR}/law/nyse.toml nyse_toml)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/law/nyse.toml)
file(WRITE ${CMAKE_BINARY_DIR}/law/nyse_toml.inc "R\"law(${nyse_toml})law\"")
target_include_directories(oe_app PRIVATE ${CMAKE_BINARY_DIR}/law)

# So does what every refusal means.
file(READ ${CMAKE_CURRENT_SOURCE_DIR}/src/app/errors.toml errors_toml)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/src/app/errors.toml)
file(WRITE ${CMAKE_BINARY_DIR}/law/errors_toml.inc "R\"errors(${errors_toml})errors\"")
