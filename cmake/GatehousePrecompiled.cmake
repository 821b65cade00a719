# Headers of Qt and of the standard library that most sources include, parsed once for a target instead of once for each
# source: this halves the time of a build. Our own headers stay out, so that each source names those it uses.
option(GATEHOUSE_PRECOMPILE "Precompile the headers of Qt and of the standard library" ON)

set(gatehouse_precompiled
    <QByteArray> <QCoreApplication> <QDateTime> <QHash> <QList> <QObject> <QSet> <QString> <QVariant>
    <algorithm> <expected> <functional> <memory> <optional> <ranges> <vector> <nlohmann/json.hpp>)
set(gatehouse_precompiled_sql <QSqlQuery> <QtConcurrentRun>)
set(gatehouse_precompiled_widgets
    <QAbstractTableModel> <QApplication> <QBoxLayout> <QComboBox> <QDialog> <QIcon> <QLabel> <QLineEdit> <QPushButton>
    <QTableView> <QTimer> <QTreeView>)
set(gatehouse_precompiled_cli <CLI/CLI.hpp>)

# gatehouse_precompile(target [GROUPS sql widgets cli])
function(gatehouse_precompile target)
    cmake_parse_arguments(HEADERS "" "" "GROUPS" ${ARGN})
    if(NOT GATEHOUSE_PRECOMPILE)
        return()
    endif()
    set(headers ${gatehouse_precompiled})
    foreach(group ${HEADERS_GROUPS})
        list(APPEND headers ${gatehouse_precompiled_${group}})
    endforeach()
    target_precompile_headers(${target} PRIVATE ${headers})
endfunction()

# A test takes what was precompiled for the layer that it links: one file for all tests of the layer. Qt Test is not in
# it, because each folder of tests has other definitions for it.
function(gatehouse_reuse_precompiled target layer)
    if(NOT GATEHOUSE_PRECOMPILE)
        return()
    endif()
    set(shared precompiled_for_${layer})
    if(NOT TARGET ${shared})
        file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/precompiled.cpp" CONTENT "")
        add_library(${shared} OBJECT "${CMAKE_BINARY_DIR}/precompiled.cpp")
        set_target_properties(${shared} PROPERTIES AUTOMOC OFF)
        target_link_libraries(${shared} PRIVATE gatehouse_options ${layer})
        get_target_property(groups ${layer} GATEHOUSE_PRECOMPILED_GROUPS)
        gatehouse_precompile(${shared} GROUPS ${groups})
    endif()
    target_precompile_headers(${target} REUSE_FROM ${shared})
endfunction()
