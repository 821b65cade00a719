# What `cmake --install` puts where, by the standards of the desktop. Man page and shell completion are made from the help
# texts of the program that was built, so they cannot say anything else.
include(GNUInstallDirs)

set(generated "${CMAKE_BINARY_DIR}/generated")
file(MAKE_DIRECTORY "${generated}")
add_custom_command(
    OUTPUT "${generated}/gatehouse.1" "${generated}/gatehouse.bash"
    COMMAND gatehouse --print-man-page > "${generated}/gatehouse.1"
    COMMAND gatehouse --print-bash-completion > "${generated}/gatehouse.bash"
    DEPENDS gatehouse
    VERBATIM)
add_custom_target(gatehouse_help ALL DEPENDS "${generated}/gatehouse.1" "${generated}/gatehouse.bash")

set(application_id org.gatehouse.Gatehouse)
set(desktop "${CMAKE_SOURCE_DIR}/resources/desktop/${application_id}")
configure_file("${desktop}.metainfo.xml.in" "${generated}/${application_id}.metainfo.xml" @ONLY)

install(TARGETS gatehouse RUNTIME)
install(TARGETS gatehouse_certificate_plugin gatehouse_server_plugin LIBRARY DESTINATION lib/gatehouse)
install(FILES "${generated}/gatehouse.1" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
install(FILES "${generated}/gatehouse.bash" DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions"
    RENAME gatehouse)
install(FILES "${desktop}.desktop" DESTINATION "${CMAKE_INSTALL_DATADIR}/applications")
install(FILES "${desktop}.svg" DESTINATION "${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps")
install(FILES "${generated}/${application_id}.metainfo.xml" DESTINATION "${CMAKE_INSTALL_DATADIR}/metainfo")
install(FILES LICENSE DESTINATION "${CMAKE_INSTALL_DOCDIR}")
