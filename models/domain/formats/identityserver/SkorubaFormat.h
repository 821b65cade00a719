#pragma once

#include "domain/formats/identityserver/IdentityServerFormat.h"

namespace gatehouse {

/// The seed file identityserverdata.json of Skoruba Duende IdentityServer Admin: IdentityServer's sections in
/// `IdentityServerData`, with secrets in clear and claims in `ClientClaims`.
class SkorubaFormat final : public IdentityServerFormat
{
public:
    SkorubaFormat();
    QString name() const override;
    QString title() const override;

protected:
    bool isStart(const json::Json &root) const override;
    QString strangeText() const override;
};

}
