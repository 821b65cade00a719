# TIMEOUT, below, is ample on a machine that does nothing else. One that does may take this many times as long.
set(gatehouse_busy 4)

# gatehouse_test(tst_subject SOURCES tst_subject.cpp LINKS gatehouse_domain [LABELS unit] [TIMEOUT 60])
# One QtTest executable, registered with CTest and run without a display. GATEHOUSE_TEST_DATA is the folder tests/data.
function(gatehouse_test name)
    cmake_parse_arguments(TEST "" "TIMEOUT" "SOURCES;LINKS;LABELS" ${ARGN})
    if(NOT TEST_LABELS)
        set(TEST_LABELS unit)
    endif()
    if(NOT TEST_TIMEOUT)
        set(TEST_TIMEOUT 60)
    endif()
    math(EXPR timeout "${TEST_TIMEOUT} * ${gatehouse_busy}")
    cmake_path(SET data NORMALIZE "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/../tests/data")

    qt_add_executable(${name} ${TEST_SOURCES})
    target_link_libraries(${name} PRIVATE gatehouse_options Qt6::Test ${TEST_LINKS})
    # Before Qt's own QTest, and as Qt's taken for a system header: see there.
    target_include_directories(${name} SYSTEM BEFORE PRIVATE ${CMAKE_SOURCE_DIR}/tests/support/patience)
    target_compile_definitions(${name} PRIVATE GATEHOUSE_TEST_DATA="${data}")
    list(GET TEST_LINKS 0 layer)
    gatehouse_reuse_precompiled(${name} ${layer})
    set_target_properties(${name} PROPERTIES WIN32_EXECUTABLE OFF MACOSX_BUNDLE OFF)

    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES
        LABELS "${TEST_LABELS}"
        TIMEOUT ${timeout}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;XDG_STATE_HOME=${CMAKE_CURRENT_BINARY_DIR}/state;QT_PLUGIN_PATH=$<TARGET_FILE_DIR:gatehouse_certificate_plugin>")
endfunction()

# gatehouse_black_box_test(e2e_subject test_subject.py [TIMEOUT 120] [LABELS e2e] [CONFIGURATIONS Soak])
# Runs the built program unmodified, from Python. One at a time: each may have a display and servers of its own.
# With CONFIGURATIONS only where ctest is asked for one of them.
function(gatehouse_black_box_test name script)
    cmake_parse_arguments(TEST "" "TIMEOUT;LABELS;CONFIGURATIONS" "" ${ARGN})
    set(configurations)
    if(TEST_CONFIGURATIONS)
        set(configurations CONFIGURATIONS ${TEST_CONFIGURATIONS})
    endif()
    if(NOT TEST_TIMEOUT)
        set(TEST_TIMEOUT 120)
    endif()
    if(NOT TEST_LABELS)
        set(TEST_LABELS e2e)
    endif()
    math(EXPR timeout "${TEST_TIMEOUT} * ${gatehouse_busy}")
    add_test(NAME ${name} COMMAND /usr/bin/python3 -B ${CMAKE_CURRENT_SOURCE_DIR}/${script} ${configurations})
    set_tests_properties(${name} PROPERTIES
        LABELS "${TEST_LABELS}"
        TIMEOUT ${timeout}
        RUN_SERIAL ON
        ENVIRONMENT "GATEHOUSE=$<TARGET_FILE:gatehouse>;PYTHONPATH=${CMAKE_SOURCE_DIR}/tests/support;LC_ALL=C.UTF-8")
endfunction()
