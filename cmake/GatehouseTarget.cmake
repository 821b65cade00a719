# What every Gatehouse target has in common: strict Qt, warnings, sanitizers, sources named from the layer's root.
add_library(gatehouse_options INTERFACE)
target_compile_definitions(gatehouse_options INTERFACE
    QT_ENABLE_STRICT_MODE_UP_TO=0x060800
    QT_NO_CAST_FROM_ASCII
    QT_NO_CAST_TO_ASCII
    QT_NO_KEYWORDS)
target_compile_options(gatehouse_options INTERFACE
    -Wall -Wextra -Wno-missing-field-initializers -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
    $<$<BOOL:${GATEHOUSE_WARNINGS_AS_ERRORS}>:-Werror>)

if(GATEHOUSE_SANITIZERS)
    target_compile_options(gatehouse_options INTERFACE
        -fsanitize=${GATEHOUSE_SANITIZERS} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(gatehouse_options INTERFACE -fsanitize=${GATEHOUSE_SANITIZERS})
endif()

find_program(GATEHOUSE_CCACHE ccache)
if(GATEHOUSE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${GATEHOUSE_CCACHE}")
endif()

# A static library that is one layer; what it links is all that it may include. PRECOMPILED are groups of
# GatehousePrecompiled.cmake.
function(gatehouse_layer name)
    cmake_parse_arguments(LAYER "" "" "SOURCES;LINKS;PRECOMPILED" ${ARGN})
    qt_add_library(${name} STATIC ${LAYER_SOURCES})
    target_link_libraries(${name} PUBLIC gatehouse_options ${LAYER_LINKS})
    set_target_properties(${name} PROPERTIES GATEHOUSE_PRECOMPILED_GROUPS "${LAYER_PRECOMPILED}")
    gatehouse_precompile(${name} GROUPS ${LAYER_PRECOMPILED})
endfunction()
