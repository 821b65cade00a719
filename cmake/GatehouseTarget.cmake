# What every Gatehouse target has in common: strict Qt, warnings, sanitizers, sources named from the layer's root.
add_library(gatehouse_options INTERFACE)
target_compile_definitions(gatehouse_options INTERFACE
    QT_ENABLE_STRICT_MODE_UP_TO=0x060800
    QT_NO_CAST_FROM_ASCII
    QT_NO_CAST_TO_ASCII
    QT_NO_KEYWORDS)
# These two take what stands in another file of the same folder for the same file's, where both are compiled as one.
set(gatehouse_single_file_warnings -Wshadow)
if(CMAKE_UNITY_BUILD)
    set(gatehouse_single_file_warnings $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
endif()
target_compile_options(gatehouse_options INTERFACE
    -Wall -Wextra -Wno-missing-field-initializers -Wpedantic ${gatehouse_single_file_warnings} -Wnon-virtual-dtor
    -Woverloaded-virtual
    $<$<BOOL:${GATEHOUSE_WARNINGS_AS_ERRORS}>:-Werror>)

if(GATEHOUSE_SANITIZERS)
    target_compile_options(gatehouse_options INTERFACE
        -fsanitize=${GATEHOUSE_SANITIZERS} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(gatehouse_options INTERFACE -fsanitize=${GATEHOUSE_SANITIZERS})
endif()

find_program(GATEHOUSE_CCACHE ccache)
if(GATEHOUSE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    # By itself it keeps nothing that is compiled with a precompiled header, and finds nothing for another checkout.
    set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env
        CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime "CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}" CCACHE_NOHASHDIR=1
        "${GATEHOUSE_CCACHE}")
    add_compile_options($<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
endif()

# Where CMAKE_UNITY_BUILD is on, the sources of a folder are compiled as one, some twenty at a time.
function(gatehouse_unite target)
    set(most 20)
    get_target_property(sources ${target} SOURCES)
    list(FILTER sources INCLUDE REGEX "\\.cpp$")
    foreach(source ${sources})
        cmake_path(GET source PARENT_PATH folder)
        cmake_path(RELATIVE_PATH folder)
        string(MAKE_C_IDENTIFIER "${folder}" folder)
        list(APPEND folders ${folder})
        list(APPEND of_${folder} ${source})
    endforeach()
    list(REMOVE_DUPLICATES folders)
    foreach(folder ${folders})
        list(LENGTH of_${folder} count)
        math(EXPR parts "(${count} + ${most} - 1) / ${most}")
        set(index 0)
        foreach(source ${of_${folder}})
            math(EXPR part "${index} * ${parts} / ${count}")
            set_source_files_properties(${source} PROPERTIES UNITY_GROUP ${folder}_${part})
            math(EXPR index "${index} + 1")
        endforeach()
    endforeach()
    set_target_properties(${target} PROPERTIES UNITY_BUILD_MODE GROUP)
endfunction()

# A static library that is one layer; what it links is all that it may include. PRECOMPILED are groups of
# GatehousePrecompiled.cmake.
function(gatehouse_layer name)
    cmake_parse_arguments(LAYER "" "" "SOURCES;LINKS;PRECOMPILED" ${ARGN})
    qt_add_library(${name} STATIC ${LAYER_SOURCES})
    target_link_libraries(${name} PUBLIC gatehouse_options ${LAYER_LINKS})
    set_target_properties(${name} PROPERTIES GATEHOUSE_PRECOMPILED_GROUPS "${LAYER_PRECOMPILED}")
    gatehouse_precompile(${name} GROUPS ${LAYER_PRECOMPILED})
    gatehouse_unite(${name})
endfunction()
