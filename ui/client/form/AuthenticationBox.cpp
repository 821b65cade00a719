#include "ui/client/form/AuthenticationBox.h"

#include "draft/ClientDraft.h"
#include "ui/client/ValidationController.h"

namespace gatehouse {

AuthenticationBox::AuthenticationBox(const ClientDraft &draft, const ValidationController &validation,
                                     QWidget *parent)
    : KeyComboBox(parent), m_draft(draft)
{
    connect(&validation, &ValidationController::validated, this, &AuthenticationBox::offer);
    offer();
}

void AuthenticationBox::offer()
{
    QList<ClientAuthentication> offered{ClientAuthentication::Secret, ClientAuthentication::PrivateKey,
                                        ClientAuthentication::None};
    const auto isOther = [](const ClientApplication &client) {
        return client.clientAuthentication == ClientAuthentication::Other;
    };
    if (isOther(m_draft.stored()) || isOther(m_draft.typed()))
        offered << ClientAuthentication::Other;
    QList<Item> items;
    for (const ClientAuthentication one : std::as_const(offered))
        items << Item{authenticationName(one), authenticationLabel(one)};
    setItems(items);
}

}
