# Tests against independent oracles: GMP for decimals, QuantLib for calendars and day counts. Left out where the
# libraries are not installed (Debian: libgmp-dev, libquantlib0-dev); unit_tests does not need them.
find_package(PkgConfig)
if(PkgConfig_FOUND)
  pkg_check_modules(QL QUIET IMPORTED_TARGET quantlib)
  pkg_check_modules(GMPXX QUIET IMPORTED_TARGET gmpxx)
endif()
if(QL_FOUND AND GMPXX_FOUND)
  file(GLOB oracle_sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/oracle/*_test.cpp)
  add_executable(oracle_tests ${oracle_sources})
  target_include_directories(oracle_tests PRIVATE ${CMAKE_SOURCE_DIR}/src)
  target_compile_definitions(oracle_tests PRIVATE OPENEND_LAW="${CMAKE_SOURCE_DIR}/law")
  target_link_libraries(oracle_tests PRIVATE oe_debt GTest::gtest GTest::gmock GTest::gtest_main
    tomlplusplus::tomlplusplus PkgConfig::QL PkgConfig::GMPXX)
  set_target_properties(oracle_tests PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  gtest_discover_tests(oracle_tests DISCOVERY_TIMEOUT 60)
else()
  message(STATUS "oracle_tests are left out: QuantLib or GMP (C++) is not installed")
endif()
