#pragma once

#include "ui/common/KeyComboBox.h"

namespace gatehouse {

class ClientDraft;
class ValidationController;

/// The choice of Client authentication. What comes in with a file alone is offered where it came in.
class AuthenticationBox : public KeyComboBox
{
    Q_OBJECT

public:
    AuthenticationBox(const ClientDraft &draft, const ValidationController &validation,
                      QWidget *parent = nullptr);

private:
    void offer();

    const ClientDraft &m_draft;
};

}
