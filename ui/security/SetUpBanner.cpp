#include "ui/security/SetUpBanner.h"

#include "ui/common/Icons.h"
#include "ui/security/CertificateKeeper.h"

#include <QAction>

namespace gatehouse {

SetUpBanner::SetUpBanner(CertificateKeeper &keeper, QWidget *parent)
    : MessageBar(parent)
    , m_setUp(new QAction(icons::themed("view-certificate"), tr("Set up certificate storage"), this))
{
    auto *choose = new QAction(tr("Choose another storage…"), this);
    setPosition(Header);
    setCloseButtonVisible(false);
    addAction(m_setUp);
    addAction(choose);
    connect(m_setUp, &QAction::triggered, &keeper, [this, &keeper] {
        m_setUp->setEnabled(false);
        keeper.setUp();
    });
    connect(choose, &QAction::triggered, this, &SetUpBanner::chooseWanted);
    connect(&keeper, &CertificateKeeper::storageKnown, this, &SetUpBanner::show);
    connect(&keeper, &CertificateKeeper::setUpFailed, this, [this](const gatehouse::Error &error) {
        m_setUp->setEnabled(true);
        showError(error);
    });
}

void SetUpBanner::show(bool isChosen)
{
    if (isChosen)
        return dismiss();
    showText(Information,
             tr("Before the first client application, choose where the certificates are kept that tokens are "
                "signed with. One click keeps them in this database, encrypted with a key in a folder of "
                "yours."));
}

}
