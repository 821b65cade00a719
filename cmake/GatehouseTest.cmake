# TIMEOUT, below, is ample on a machine that does nothing else. One that does may take this many times as long.
set(gatehouse_busy 4)

# Targets tests_unit and so on: whatever the tests of a kind need.
function(gatehouse_kind_needs kind)
    if(NOT TARGET tests_${kind})
        add_custom_target(tests_${kind})
    endif()
    add_dependencies(tests_${kind} ${ARGN})
endfunction()

# One PostgreSQL server for all tests that need one, started before the first of them and ended after the last. The file
# says where it is.
set(gatehouse_test_server ${CMAKE_BINARY_DIR}/tests/postgresql.server)
foreach(command start stop)
    add_test(NAME postgresql_${command}
        COMMAND /usr/bin/python3 -B ${CMAKE_SOURCE_DIR}/tests/support/postgres.py ${command} ${gatehouse_test_server})
    set_tests_properties(postgresql_${command} PROPERTIES TIMEOUT 120)
endforeach()
set_tests_properties(postgresql_start PROPERTIES FIXTURES_SETUP postgresql)
set_tests_properties(postgresql_stop PROPERTIES FIXTURES_CLEANUP postgresql)

# gatehouse_tests(program SOURCES tst_a.cpp tst_b.cpp LINKS gatehouse_domain [LABELS unit] [TIMEOUT 60] [ON_SERVER])
# One program of the QtTest classes in SOURCES, and a test of CTest for each file tst_*.cpp among them, run without a
# display. GATEHOUSE_TEST_DATA is the folder tests/data. ON_SERVER: those that have a database run once more, as
# tst_subject_postgresql, with it on a server.
function(gatehouse_tests program)
    cmake_parse_arguments(TEST "ON_SERVER" "TIMEOUT" "SOURCES;LINKS;LABELS" ${ARGN})
    if(NOT TEST_LABELS)
        set(TEST_LABELS unit)
    endif()
    if(NOT TEST_TIMEOUT)
        set(TEST_TIMEOUT 60)
    endif()
    set(tests ${CMAKE_SOURCE_DIR}/tests)

    qt_add_executable(${program} ${TEST_SOURCES} ${tests}/support/TestProgram.cpp ${tests}/support/TestProgram.h)
    target_link_libraries(${program} PRIVATE gatehouse_options Qt6::Test ${TEST_LINKS})
    target_include_directories(${program} PRIVATE ${tests})
    # Before Qt's own QTest, and as Qt's taken for a system header: see there.
    target_include_directories(${program} SYSTEM BEFORE PRIVATE ${tests}/support/qttest)
    target_compile_definitions(${program} PRIVATE GATEHOUSE_TEST_DATA="${tests}/data")
    # These differ from folder to folder, which would keep programs from sharing what is precompiled.
    target_compile_options(${program} PRIVATE -UQT_TESTCASE_BUILDDIR -UQT_TESTCASE_SOURCEDIR)
    set_target_properties(${program} PROPERTIES WIN32_EXECUTABLE OFF MACOSX_BUNDLE OFF)
    list(LENGTH TEST_SOURCES count)
    if(count GREATER 2)
        list(GET TEST_LINKS 0 layer)
        get_target_property(groups ${layer} GATEHOUSE_PRECOMPILED_GROUPS)
        gatehouse_precompile(${program} GROUPS ${groups} test)
    endif()

    gatehouse_unite(${program})
    gatehouse_kind_needs(${TEST_LABELS} ${program} gatehouse_certificate_plugin gatehouse_server_plugin)

    foreach(source ${TEST_SOURCES})
        cmake_path(GET source STEM name)
        if(name MATCHES "^tst_")
            add_test(NAME ${name} COMMAND ${program} ${name})
            set_tests_properties(${name} PROPERTIES
                LABELS "${TEST_LABELS}"
                ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;XDG_STATE_HOME=${CMAKE_CURRENT_BINARY_DIR}/state;QT_PLUGIN_PATH=$<TARGET_FILE_DIR:gatehouse_certificate_plugin>")
            gatehouse_test_timeout(${TEST_TIMEOUT} ${name})
            file(STRINGS ${source} uses REGEX "(Database|EncryptionFixture|SignInHelp)" LIMIT_COUNT 1)
            if(TEST_ON_SERVER AND uses)
                gatehouse_test_on_server(${program} ${name} ${TEST_TIMEOUT})
            endif()
        endif()
    endforeach()
endfunction()

# Which tests of databases run on a server every time, since what the kinds of databases differ in shows in them. The
# others do with tools/test --soak: each of their tests has a database made, which takes longer there than a file.
set(gatehouse_always_on_server tst_postgresql tst_postgresauditor tst_roundtrips tst_editsession tst_audittrail
    tst_clientlistmodel tst_databasecopy tst_lostserver tst_databaseprobe tst_changewatch tst_presence tst_auditbreaks)

# The same test once more, with its databases on a server.
function(gatehouse_test_on_server program name timeout)
    set(again ${name}_postgresql)
    set(labels unit)
    set(configurations)
    if(NOT name IN_LIST gatehouse_always_on_server)
        set(labels soak)
        set(configurations CONFIGURATIONS Soak)
    endif()
    add_test(NAME ${again} COMMAND ${program} ${name} ${configurations})
    get_test_property(${name} ENVIRONMENT environment)
    list(APPEND environment "GATEHOUSE_TEST_ENGINE=postgresql" "GATEHOUSE_TEST_SERVER=${gatehouse_test_server}")
    set_tests_properties(${again} PROPERTIES LABELS ${labels} FIXTURES_REQUIRED postgresql ENVIRONMENT "${environment}")
    gatehouse_test_timeout(${timeout} ${again})
endfunction()

# gatehouse_test_timeout(SECONDS test...): for those that take longer than the others of their program
function(gatehouse_test_timeout seconds)
    math(EXPR timeout "${seconds} * ${gatehouse_busy}")
    foreach(name ${ARGN})
        set_tests_properties(${name} PROPERTIES TIMEOUT ${timeout})
        if(TEST ${name}_postgresql)
            set_tests_properties(${name}_postgresql PROPERTIES TIMEOUT ${timeout})
        endif()
    endforeach()
endfunction()

# gatehouse_black_box_test(e2e_subject test_subject.py [TIMEOUT 120] [LABELS e2e] [CONFIGURATIONS Soak] [ARGUMENTS Class]
#     [ON_SERVER])
# Runs the built program unmodified, from Python, beside others: each has a home, a display and servers of its own.
# The longest begin first. With CONFIGURATIONS only where ctest is asked for one of them. With ON_SERVER its databases are
# on the tests' PostgreSQL server.
function(gatehouse_black_box_test name script)
    cmake_parse_arguments(TEST "ON_SERVER" "TIMEOUT;LABELS;CONFIGURATIONS" "ARGUMENTS" ${ARGN})
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
    gatehouse_kind_needs(${TEST_LABELS} gatehouse gatehouse_certificate_plugin gatehouse_server_plugin gatehouse_help)
    math(EXPR timeout "${TEST_TIMEOUT} * ${gatehouse_busy}")
    add_test(NAME ${name} COMMAND /usr/bin/python3 -B ${CMAKE_CURRENT_SOURCE_DIR}/${script} ${TEST_ARGUMENTS} ${configurations})
    set_tests_properties(${name} PROPERTIES
        LABELS "${TEST_LABELS}"
        TIMEOUT ${timeout}
        COST ${TEST_TIMEOUT}
        ENVIRONMENT "GATEHOUSE=$<TARGET_FILE:gatehouse>;PYTHONPATH=${CMAKE_SOURCE_DIR}/tests/support;LC_ALL=C.UTF-8")
    if(TEST_ON_SERVER)
        set_property(TEST ${name} APPEND PROPERTY ENVIRONMENT
            "GATEHOUSE_TEST_ENGINE=postgresql;GATEHOUSE_TEST_SERVER=${gatehouse_test_server}")
        set_tests_properties(${name} PROPERTIES FIXTURES_REQUIRED postgresql)
    endif()
endfunction()
