# The models know no window: their sources include no Qt Gui or Widgets and no layer above their own, and what links
# them does not link those. Run as cmake -D SOURCE_DIR=… -D PROGRAM=… -D PLUGIN=… -P layers.cmake
set(gui_modules QtGui QtWidgets QtQuick QApplication QGuiApplication QWidget QMessageBox QDialog QIcon QColor QPixmap
    QImage QFont QClipboard QDesktopServices QStyle QPalette)
list(JOIN gui_modules "|" gui)
set(gui_include "#include <(${gui})")

function(forbid folder pattern why)
    file(GLOB_RECURSE sources "${SOURCE_DIR}/${folder}/*.cpp" "${SOURCE_DIR}/${folder}/*.h")
    if(NOT sources)
        message(SEND_ERROR "${folder} has no sources: this test looks in the wrong place")
    endif()
    foreach(source IN LISTS sources)
        file(STRINGS "${source}" found REGEX "${pattern}")
        if(found)
            message(SEND_ERROR "${source}: ${found}\n${why}")
        endif()
    endforeach()
endfunction()

forbid(models "${gui_include}" "models know no window")
forbid(models "#include \"(ui|app)/" "models know nothing above them")
forbid(models/domain "#include \"(store|services)/" "the domain knows neither store nor services")
forbid(models/domain "#include <QSql" "SQL is in models/store alone")
forbid(models/services "#include <QSql" "SQL is in models/store alone")
forbid(models/store "#include \"services/" "the store knows no services")
forbid(ui "#include <QSql" "SQL is in models/store alone")
forbid(ui "#include \"app/" "the window knows nothing of who composes it")
forbid(app "#include <QSql" "SQL is in models/store alone")

foreach(folder ui app models/domain models/store models/certificates)
    forbid(${folder} "#include <(QSaveFile|QTemporaryFile)>" "what is written for people goes through OutputFile")
endforeach()

foreach(folder domain store services)
    forbid(models/${folder} "#include \"certificates/" "the certificates' plug-in is loaded, not linked")
    forbid(models/${folder} "#include <openssl/" "OpenSSL is in the certificates' plug-in alone")
endforeach()
forbid(models "#include <(QSsl|QNetwork|QPasswordDigestor)" "nothing here needs Qt Network")
forbid(models/certificates "#include \"store/" "the certificates' plug-in knows no database")

# What a file loads together with all that it is linked to.
function(forbid_library file pattern)
    execute_process(COMMAND ldd "${file}" OUTPUT_VARIABLE libraries RESULT_VARIABLE status)
    if(NOT status EQUAL 0 OR NOT libraries MATCHES "libQt6Core")
        message(SEND_ERROR "ldd does not tell what ${file} loads:\n${libraries}")
    endif()
    if(libraries MATCHES "libQt6(${pattern})[^\n]*")
        message(SEND_ERROR "${file} loads ${CMAKE_MATCH_0}")
    endif()
endfunction()

forbid_library("${PROGRAM}" "Gui|Widgets|Quick|Network")
forbid_library("${PLUGIN}" "Gui|Widgets|Quick|Sql|Network")
