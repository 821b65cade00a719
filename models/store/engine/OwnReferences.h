#pragma once

#include <QString>

namespace gatehouse {

/// The columns by which the migrations make one record refer to another, as literals of SQL. Other references
/// are somebody else's, and can take rows away with what they refer to.
inline const QString ownReferences = QStringLiteral(
    "'client_accepted_risk.application_id', 'client_api_scope.application_id', 'client_api_scope.scope_id', "
    "'client_application.identity_id', 'client_consent_text.application_id', "
    "'client_consent_text.language_id', 'client_custom_resource.application_id', "
    "'client_custom_resource.resource_id', 'client_default_resource.application_id', "
    "'client_logo.application_id', 'client_on_server.application_id', 'client_on_server.server_id', "
    "'client_redirect.application_id', 'client_secret.application_id', 'client_secret.server_id', "
    "'client_server_text.application_id', 'client_server_text.server_id', 'client_setting.application_id', "
    "'client_text.application_id', 'custom_resource_claim.resource_id', 'custom_resource_text.language_id', "
    "'custom_resource_text.resource_id', 'server_client.application_id', 'server_client.server_id'");

/// The tables with names, or other things, that stand once; language with a default one, too.
inline const QString ownNames = QStringLiteral(
    "'api_scope', 'client_application', 'custom_resource', 'custom_resource_claim', 'iam_user', "
    "'language', 'server', 'signing_certificate'");
/// Those of them whose names are the same in any case.
inline const QString namesInAnyCase =
    QStringLiteral("'client_application', 'iam_user', 'language', 'server'");
/// How many unique indexes the table with the name that %1 is has at least, its primary key not counted.
inline const QString ownNameCount = QStringLiteral("CASE %1 WHEN 'language' THEN 2 ELSE 1 END");

}
